using System.ComponentModel;
using System.Diagnostics;

namespace NfvRuntime.Guests.Images;

/// <summary>Runs programs of the system that an image is made with.</summary>
internal static class Programs
{
    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="read">Reads what it writes; null: its lines are returned.</param>
    /// <param name="folder">Where it runs.</param>
    /// <returns>What it wrote, unless somebody else read it.</returns>
    /// <exception cref="ImageException">It is not there, or failed.</exception>
    public static string Run(string program, IReadOnlyList<string> arguments, Action<Stream>? read = null, string? folder = null)
    {
        string line = $"{program} {string.Join(' ', arguments)}";
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? "" };
        start.Environment["LC_ALL"] = "C";
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = "";
            if (read is null)
            {
                output = process.StandardOutput.ReadToEnd();
            }
            else
            {
                read(process.StandardOutput.BaseStream);
            }

            process.WaitForExit();
            return process.ExitCode == 0 ? output
                : throw new ImageException($"'{line}' failed with status {process.ExitCode}: {Last(errors.Result)}{Last(output)}");
        }
        catch (Win32Exception e)
        {
            throw new ImageException($"'{line}' cannot be run: {e.Message}; install '{program}'");
        }
    }

    private static string Last(string text) => string.Join('\n', text.TrimEnd().Split('\n').TakeLast(12));
}
