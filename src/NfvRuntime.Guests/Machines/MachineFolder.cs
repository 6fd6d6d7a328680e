using System.Diagnostics;
using System.Globalization;
using System.Text;
using NfvRuntime.Guests.Transport.Native;

namespace NfvRuntime.Guests.Machines;

/// <summary>A machine's private folder: its sockets, its console log, and who made it. Only the owner may look into it.</summary>
public sealed class MachineFolder : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Longest path that a socket can have, in bytes.</summary>
    private const int LongestSocket = 107;

    private const string OwnerFile = "owner";
    private const string ProcessFile = "process";

    private MachineFolder(string path) => FullPath = path;

    /// <summary>Where folders of machines are: <c>nfvruntime</c> in the user's run-time folder, or else one for this user beside temporary files.</summary>
    public static string Root { get; } = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } folder && Directory.Exists(folder)
        ? Path.Combine(folder, "nfvruntime")
        : Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"nfvruntime-{Libc.EffectiveUser()}"));

    /// <summary>The folder.</summary>
    public string FullPath { get; }

    /// <summary>Where QEMU listens for its control protocol.</summary>
    public string Control => Path.Combine(FullPath, "qmp");

    /// <summary>Where QEMU listens for who speaks with the agent.</summary>
    public string Agent => Path.Combine(FullPath, "agent");

    /// <summary>What the guest says on its console.</summary>
    public string Console => Path.Combine(FullPath, "console.log");

    /// <summary>Where the host listens for the device of a region.</summary>
    public string Region(string name) => Path.Combine(FullPath, $"region-{name}");

    /// <summary>Makes a folder that is not there yet.</summary>
    /// <param name="name">The guest's name.</param>
    /// <param name="root">Where; null: <see cref="Root"/>.</param>
    /// <exception cref="MachineException">It cannot be made there, or belongs to somebody else.</exception>
    public static MachineFolder Create(string name, string? root = null)
    {
        root ??= Root;
        try
        {
            Directory.CreateDirectory(root, Private);
            if (!Libc.IsOwnFolder(root, Libc.EffectiveUser()))
            {
                // Somebody else may have made a folder of that name in a place that all can write to.
                throw new MachineException($"{root} is not this user's alone: remove it, or choose another place by XDG_RUNTIME_DIR");
            }

            string path = Path.Combine(root, $"{name}-{Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..8]}");
            var folder = new MachineFolder(path);
            if (Encoding.UTF8.GetByteCount(folder.Region("xxxxxxxx")) > LongestSocket)
            {
                throw new MachineException($"{path} is too long for sockets in it ({LongestSocket} bytes): choose a shorter XDG_RUNTIME_DIR or TMPDIR");
            }

            Directory.CreateDirectory(path, Private);
            File.WriteAllText(Path.Combine(path, OwnerFile), RunningProcess.This.ToString());
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MachineException($"cannot make a folder for guest '{name}' in {root}: {e.Message}", e);
        }
    }

    /// <summary>The folder that a guest would have, to show it; it is not made.</summary>
    public static MachineFolder Named(string name) => new(Path.Combine(Root, name));

    /// <summary>Folders whose maker does not run any more, with what is in them.</summary>
    /// <param name="root">Where; null: <see cref="Root"/>.</param>
    public static IReadOnlyList<string> Abandoned(string? root = null)
    {
        root ??= Root;
        return Directory.Exists(root) ? [.. Directory.EnumerateDirectories(root).Where(IsAbandoned).Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>Ends the machine that an abandoned folder belongs to, if it still runs, and removes the folder.</summary>
    /// <param name="path">One of <see cref="Abandoned"/>.</param>
    public static void Remove(string path)
    {
        string file = Path.Combine(path, ProcessFile);
        if (File.Exists(file) && RunningProcess.Parse(File.ReadAllText(file)) is { IsAlive: true } machine)
        {
            using Process process = Process.GetProcessById(machine.Id);
            process.Kill();
        }

        Delete(path);
    }

    /// <summary>Removes the folder with everything in it.</summary>
    public void Dispose() => Delete(FullPath);

    /// <summary>Notes which process the machine is, for who cleans up.</summary>
    internal void Note(int process) => File.WriteAllText(Path.Combine(FullPath, ProcessFile), RunningProcess.Of(process).ToString());

    private static void Delete(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // somebody cleaned up
        }
    }

    private static bool IsAbandoned(string path)
    {
        string owner = Path.Combine(path, OwnerFile);
        return File.Exists(owner) && !RunningProcess.Parse(File.ReadAllText(owner)).IsAlive;
    }
}
