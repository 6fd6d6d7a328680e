using System.Globalization;

namespace NfvRuntime.Guests;

/// <summary>
/// A file that says which process a guest is, for a host that comes back: its number and when it was started, so that no other is mistaken for it.
/// </summary>
/// <param name="path">The file.</param>
internal sealed class ProcessRecord(string path)
{
    /// <summary>Notes a process.</summary>
    public void Write(int process)
    {
        string passing = path + ".new";
        File.WriteAllText(passing, string.Create(CultureInfo.InvariantCulture, $"{process} {StartOf(process)}"));
        File.Move(passing, path, overwrite: true);
    }

    /// <summary>The process that was noted, if it still runs.</summary>
    public ProcessHandle? Find()
    {
        if (!File.Exists(path))
        {
            return null;
        }

        string[] words = File.ReadAllText(path).Split(' ');
        if (words.Length != 2 || !int.TryParse(words[0], CultureInfo.InvariantCulture, out int id) || id <= 0
            || ProcessHandle.Find(id) is not { } process)
        {
            return null;
        }

        if (StartOf(id) == words[1] && !process.HasEnded)
        {
            return process;
        }

        process.Dispose();
        return null;
    }

    /// <summary>Nobody is noted any more.</summary>
    public void Delete() => File.Delete(path);

    /// <summary>When a process was started, in the kernel's own count; empty if there is none.</summary>
    private static string StartOf(int process)
    {
        try
        {
            string status = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            return status[(status.LastIndexOf(')') + 2)..].Split(' ')[19]; // field 22; the name before may hold anything
        }
        catch (IOException)
        {
            return "";
        }
    }
}
