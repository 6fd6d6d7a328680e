namespace NfvRuntime.Guests.Images;

/// <summary>The small programs of a guest, all in one file without libraries.</summary>
public static class Busybox
{
    private static readonly string[] Places = ["/bin/busybox", "/usr/bin/busybox"];

    /// <summary>A static busybox: that of the system, or else that of Debian's package, which is downloaded without being installed.</summary>
    /// <param name="cache">Where packages are kept.</param>
    /// <exception cref="IOException">There is none of either.</exception>
    public static string Find(string cache)
    {
        if (Array.Find(Places, static path => File.Exists(path) && IsStatic(path)) is { } installed)
        {
            return installed;
        }

        string package = DebianPackage.Download("busybox-static", cache);
        string program = Path.ChangeExtension(package, ".bin");
        if (!File.Exists(program))
        {
            DirectoryInfo folder = Directory.CreateTempSubdirectory("nfv-busybox-");
            try
            {
                Programs.Run("dpkg-deb", ["--extract", package, folder.FullName]);
                File.Copy(Directory.EnumerateFiles(folder.FullName, "busybox", SearchOption.AllDirectories).First(), program, overwrite: true);
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }

        return program;
    }

    /// <summary>The names under which it does something.</summary>
    internal static IReadOnlyList<string> Applets(string path)
    {
        if (!IsStatic(path))
        {
            throw new ImageException($"{path} is no static program: a guest has no libraries for it; give a static busybox");
        }

        return [.. Programs.Run(path, ["--list"]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(static name => name != "busybox")];
    }

    private static bool IsStatic(string path)
    {
        var file = new ElfFile(File.ReadAllBytes(path));
        return file is { IsElf: true, Interpreter: null };
    }
}
