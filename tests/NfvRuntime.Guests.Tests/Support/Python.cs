using System.Diagnostics;

namespace NfvRuntime.Guests.Tests;

/// <summary>Python with the module <c>msgpack</c>: Debian's interpreter first, for the package installs there.</summary>
internal static class Python
{
    private static readonly string[] Candidates = ["/usr/bin/python3", "python3"];

    /// <summary>The interpreter that has the module, or null.</summary>
    public static string? WithMsgpack { get; } = Candidates.FirstOrDefault(static program => Succeeds(program, "import msgpack"));

    /// <summary>Any interpreter, or null.</summary>
    public static string? Any { get; } = Candidates.FirstOrDefault(static program => Succeeds(program, "pass"));

    /// <summary>Runs a script that reads lines and answers with lines.</summary>
    public static async Task<string[]> Run(string program, string script, IEnumerable<string> lines, params string[] arguments)
    {
        using Process process = Start(program, script, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        foreach (string line in lines)
        {
            await process.StandardInput.WriteLineAsync(line);
        }

        process.StandardInput.Close();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Starts a script with its standard streams redirected.</summary>
    public static Process Start(string program, string script, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, ["-c", script, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    private static bool Succeeds(string program, string script)
    {
        try
        {
            using Process process = Start(program, script);
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
