using System.Diagnostics;

namespace NfvRuntime.Cli.Tests;

/// <summary>Runs the real program as a process.</summary>
internal static class Nfv
{
    public static (int Exit, string Out, string Error) Run(params string[] args) => Run(args, null);

    public static (int Exit, string Out, string Error) RunWith(IReadOnlyDictionary<string, string> environment, params string[] args) =>
        Run(args, null, environment);

    public static (int Exit, string Out, string Error) Run(
        string[] args, Action<Process>? meanwhile, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "nfv.dll"));
        foreach (string arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        meanwhile?.Invoke(process);
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(2)), "nfv did not end");
        return (process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }
}
