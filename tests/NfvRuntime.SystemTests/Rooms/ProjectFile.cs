using System.Xml.Linq;
using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.Rooms;

/// <summary>What a project file says about its references.</summary>
internal sealed class ProjectFile
{
    private const string Prefix = "NfvRuntime.";

    private ProjectFile(string path)
    {
        XDocument document = XDocument.Load(path);
        Room = RoomOf(path);
        Path = Repository.Relative(path);
        References = [.. document.Descendants("ProjectReference").Select(static reference => RoomOf(reference.Attribute("Include")!.Value))];

        // The engine's reference stands in Directory.Build.targets, behind this property.
        if (document.Descendants("UsesActorEngine").Any(static property => property.Value == "direct"))
        {
            References = [.. References, "Actors"];
        }
    }

    public string Path { get; }

    public string Room { get; }

    public IReadOnlyList<string> References { get; }

    public static IEnumerable<ProjectFile> In(string folder) =>
        Repository.Files(folder, "*.csproj").Select(static path => new ProjectFile(path));

    private static string RoomOf(string path)
    {
        string name = System.IO.Path.GetFileNameWithoutExtension(path);
        return name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name;
    }
}
