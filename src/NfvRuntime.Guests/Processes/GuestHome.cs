using System.Security.Cryptography;
using System.Text;
using NfvRuntime.Guests.Transport.Native;

namespace NfvRuntime.Guests;

/// <summary>
/// A chain's own folder for its process guests: their sockets, and what a host that comes back has to know of them. Only its user may look into it,
/// and one host at a time has it. It is gone when the last guest has gone in order.
/// </summary>
internal sealed class GuestHome
{
    /// <summary>The file that whoever has the folder holds locked.</summary>
    public const string LockFile = "lock";

    private const int MostAtOnce = 64;
    private readonly FileStream _lock;
    private readonly Lock _gate = new();
    private int _users = 1;

    private GuestHome(string folder, FileStream @lock) => (Folder, _lock) = (folder, @lock);

    /// <summary>Where such folders are: the user's run-time folder, or else that of temporary files.</summary>
    public static string Root => Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { } runtime && Directory.Exists(runtime) ? runtime : Path.GetTempPath();

    /// <summary>Its full name.</summary>
    public string Folder { get; }

    /// <summary>Takes the folder of a chain for a first guest: the one that a dead host has left, or a new one.</summary>
    /// <param name="file">Full name of the chain file.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static GuestHome Open(string file)
    {
        uint user = Libc.EffectiveUser();
        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file)))[..12];
        for (int i = 0; i < MostAtOnce; i++)
        {
            // The same chain may run several times at once; a host that comes back finds the first that nobody has.
            if (TryTake(Path.Combine(Root, $"nfv-{user}-{name}{(i == 0 ? "" : $"-{i}")}"), user) is { } home)
            {
                return home;
            }
        }

        throw new IOException($"chain file {file} runs {MostAtOnce} times already");
    }

    /// <summary>Another guest lives here.</summary>
    /// <returns>False if the last one has left before.</returns>
    public bool TryEnter()
    {
        lock (_gate)
        {
            return _users > 0 && ++_users > 0;
        }
    }

    /// <summary>A guest has gone in order; the last one takes the folder with it.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            if (--_users == 0)
            {
                Directory.Delete(Folder, recursive: true);
                _lock.Dispose();
            }
        }
    }

    private static GuestHome? TryTake(string folder, uint user)
    {
        try
        {
            // Somebody else may have made something of that name in a place that all can write to.
            _ = Libc.MakeFolder(folder, Libc.OwnersFolder);
            if (!Libc.IsOwnFolder(folder, user))
            {
                return null;
            }

            var @lock = new FileStream(Path.Combine(folder, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            if (!File.Exists(@lock.Name))
            {
                @lock.Dispose(); // whoever had it has just taken it away
                return null;
            }

            return new GuestHome(folder, @lock);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }
}
