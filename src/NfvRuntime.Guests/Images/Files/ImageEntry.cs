using System.Text;

namespace NfvRuntime.Guests.Images;

/// <summary>A file, folder or link of an image.</summary>
/// <param name="Path">Where it goes, without a leading slash.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Mode">Its permissions.</param>
/// <param name="Content">A file's bytes, or where a link leads.</param>
internal sealed record ImageEntry(string Path, ImageEntryKind Kind, uint Mode, byte[] Content)
{
    private const uint Executable = 0x1ed; // 0755
    private const uint Plain = 0x1a4; // 0644
    private const uint Any = 0x1ff; // 0777

    public static ImageEntry Folder(string path) => new(path, ImageEntryKind.Folder, Executable, []);

    public static ImageEntry Link(string path, string target) => new(path, ImageEntryKind.Link, Any, Encoding.UTF8.GetBytes(target));

    public static ImageEntry File(string path, byte[] content, bool isProgram) => new(path, ImageEntryKind.File, isProgram ? Executable : Plain, content);

    public static ImageEntry Text(string path, string content, bool isProgram = false) => File(path, Encoding.UTF8.GetBytes(content), isProgram);
}
