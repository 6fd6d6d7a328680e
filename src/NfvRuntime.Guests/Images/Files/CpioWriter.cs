using System.Globalization;
using System.Text;

namespace NfvRuntime.Guests.Images;

/// <summary>Writes an archive in the format "newc" that the kernel unpacks as its first file system (Linux: driver-api/early-userspace/buffer-format).</summary>
/// <remarks>Same entries, same bytes: times are 0, owners are root, numbers are given in order.</remarks>
internal sealed class CpioWriter(Stream output) : IDisposable
{
    private const uint Folder = 0x4000;
    private const uint Regular = 0x8000;
    private const uint Link = 0xa000;
    private const string Trailer = "TRAILER!!!";

    private uint _entries;

    public void Write(ImageEntry entry)
    {
        uint kind = entry.Kind switch { ImageEntryKind.Folder => Folder, ImageEntryKind.Link => Link, _ => Regular };
        Write(entry.Path, kind | entry.Mode, entry.Content);
    }

    /// <summary>Ends the archive; the stream stays open.</summary>
    public void Dispose() => Write(Trailer, 0, []);

    private void Write(string path, uint mode, byte[] content)
    {
        byte[] name = [.. Encoding.UTF8.GetBytes(path), 0];
        uint number = path == Trailer ? 0 : ++_entries;
        ReadOnlySpan<uint> fields = [number, mode, 0, 0, 1, 0, (uint)content.Length, 0, 0, 0, 0, (uint)name.Length, 0];
        var header = new StringBuilder("070701", 110);
        foreach (uint field in fields)
        {
            header.Append(field.ToString("x8", CultureInfo.InvariantCulture));
        }

        Put([.. Encoding.ASCII.GetBytes(header.ToString()), .. name]);
        Put(content);
    }

    /// <summary>Header with name, and content, each end on a multiple of four.</summary>
    private void Put(byte[] bytes)
    {
        output.Write(bytes);
        output.Write(stackalloc byte[(4 - (bytes.Length % 4)) % 4]);
    }
}
