using System.Text;

namespace NfvRuntime.Guests.Machines;

/// <summary>What a guest said on its console: a file that QEMU appends to, kept short however much the guest says.</summary>
/// <param name="path">The file.</param>
public sealed class ConsoleLog(string path)
{
    private const int Longest = 1 << 20;
    private const int Kept = 64 << 10;

    private readonly Lock _gate = new();
    private byte[] _before = [];

    /// <summary>The file.</summary>
    public string FullPath => path;

    /// <summary>The last of it, 64 KiB or more where the guest said so much.</summary>
    public string Read()
    {
        lock (_gate)
        {
            using FileStream? file = Open();
            return file is null ? "" : Encoding.UTF8.GetString([.. _before, .. Last(file, Longest)]);
        }
    }

    /// <summary>The last lines of it.</summary>
    /// <param name="lines">How many.</param>
    public string Tail(int lines = 20) => string.Join('\n', Read().TrimEnd().Split('\n').TakeLast(lines));

    /// <summary>Cuts the file when it has become long; what was said last is kept in memory.</summary>
    internal void Trim()
    {
        lock (_gate)
        {
            using FileStream? file = Open();
            if (file is not null && file.Length > Longest)
            {
                _before = Last(file, Kept);
                file.SetLength(0);
            }
        }
    }

    private FileStream? Open()
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (IOException)
        {
            return null; // QEMU has not made it yet
        }
    }

    private static byte[] Last(FileStream file, int most)
    {
        file.Position = Math.Max(0, file.Length - most);
        byte[] bytes = new byte[Math.Min(file.Length, most)];
        return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}
