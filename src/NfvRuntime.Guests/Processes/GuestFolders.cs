using System.Globalization;
using NfvRuntime.Guests.Transport.Native;

namespace NfvRuntime.Guests;

/// <summary>Folders of process guests that a host has left which was killed and did not come back.</summary>
public static class GuestFolders
{
    /// <summary>This user's folders that no host has.</summary>
    public static IReadOnlyList<string> Abandoned()
    {
        uint user = Libc.EffectiveUser();
        string pattern = string.Create(CultureInfo.InvariantCulture, $"nfv-{user}-*");
        return
        [
            .. Directory.EnumerateDirectories(GuestHome.Root, pattern)
                .Where(folder => Libc.IsOwnFolder(folder, user) && File.Exists(Path.Combine(folder, GuestHome.LockFile)) && !IsTaken(folder)).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Ends the guests that still wait for the host there, and removes the folder.</summary>
    /// <param name="folder">One of <see cref="Abandoned"/>.</param>
    /// <exception cref="IOException">A host has come back meanwhile, or it cannot be removed.</exception>
    public static void Remove(string folder)
    {
        using FileStream taken = Take(folder);
        foreach (string record in Directory.EnumerateFiles(folder, "*.pid"))
        {
            using ProcessHandle? process = new ProcessRecord(record).Find();
            process?.End();
        }

        Directory.Delete(folder, recursive: true);
    }

    private static bool IsTaken(string folder)
    {
        try
        {
            Take(folder).Dispose();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static FileStream Take(string folder) =>
        new(Path.Combine(folder, GuestHome.LockFile), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
}
