using System.Diagnostics;

namespace NfvRuntime.SystemTests.Support;

/// <summary>Runs a program to its end and keeps what it said.</summary>
internal static class Tool
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static bool IsInstalled(string name) => Shell.Has(name);

    public static ToolResult Run(string program, params ReadOnlySpan<string> arguments) => Finish(Start(program, null, arguments));

    public static Process Start(string program, string? folder, params ReadOnlySpan<string> arguments)
    {
        ProcessStartInfo start = new(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
    }

    public static ToolResult Finish(Process process)
    {
        using (process)
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                throw new TimeoutException($"{process.StartInfo.FileName} did not end within {Patience}; it said: {output.Result}{errors.Result}");
            }

            return new ToolResult(process.ExitCode, output.Result, errors.Result);
        }
    }
}
