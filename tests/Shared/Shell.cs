using System.Diagnostics;

namespace NfvRuntime.Tests;

/// <summary>Runs the system's own programs.</summary>
internal static class Shell
{
    public static bool Has(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Append("/sbin")
        .Any(folder => File.Exists(Path.Combine(folder, program)));

    public static string Run(string line)
    {
        var (exit, output) = Try(line);
        Assert.True(exit == 0, $"'{line}' failed ({exit}): {output}");
        return output;
    }

    public static (int Exit, string Output) Try(string line)
    {
        using var process = Start(line);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }

    public static Process Start(string line)
    {
        var words = line.Split(' ');
        var start = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start)!;
    }
}
