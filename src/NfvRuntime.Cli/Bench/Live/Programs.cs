using System.Diagnostics;

namespace NfvRuntime.Cli.Bench.Live;

/// <summary>Runs the system's own programs.</summary>
internal static class Programs
{
    /// <summary>Runs one and returns what it printed.</summary>
    /// <exception cref="LiveBenchException">It failed.</exception>
    public static string Run(string line)
    {
        (int exit, string said) = Try(line);
        return exit == 0 ? said : throw new LiveBenchException($"'{line}' failed ({exit}): {said.ReplaceLineEndings(" ").Trim()}");
    }

    public static (int Exit, string Said) Try(string line) => TryAsync(line, CancellationToken.None).GetAwaiter().GetResult();

    public static async Task<(int Exit, string Said)> TryAsync(string line, CancellationToken cancel)
    {
        using Process process = Start(line);
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(cancel);
            string output = await process.StandardOutput.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            return (process.ExitCode, process.ExitCode == 0 ? output : output + await errors);
        }
        finally
        {
            Stop(process);
        }
    }

    public static Process Start(string line)
    {
        string[] words = line.Split(' ');
        return Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    /// <summary>Ends a program that still runs.</summary>
    public static void Stop(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
    }
}
