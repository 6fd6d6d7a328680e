namespace NfvRuntime.SystemTests.Support;

/// <summary>The working copy the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>Files below a folder, without what a build leaves there.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(PathOf(folder), pattern, SearchOption.AllDirectories).Where(static path => !IsBuilt(path));

    public static string Relative(string path) => Path.GetRelativePath(Root, path);

    private static bool IsBuilt(string path) => Relative(path).Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj");

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "NfvRuntime.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"no NfvRuntime.sln above {AppContext.BaseDirectory}");
    }
}
