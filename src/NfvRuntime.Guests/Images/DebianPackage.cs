namespace NfvRuntime.Guests.Images;

/// <summary>Packages that are downloaded and not installed, which needs no root.</summary>
internal static class DebianPackage
{
    /// <summary>The file of a package's present version, downloaded unless it is there.</summary>
    /// <exception cref="ImageException">It cannot be had.</exception>
    public static string Download(string name, string cache)
    {
        Directory.CreateDirectory(cache);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("nfv-package-"); // apt says nothing of a file that is where it runs
        try
        {
            // 'URI' FILE SIZE HASH
            string[] words = Programs.Run("apt-get", ["download", "--print-uris", name], folder: folder.FullName).Trim().Split(' ');
            if (words.Length < 3)
            {
                throw new ImageException($"apt knows no package {name}: run 'apt-get update'");
            }

            string file = Path.Combine(cache, words[1]);
            if (!File.Exists(file))
            {
                Programs.Run("apt-get", ["download", name], folder: folder.FullName);
                string part = $"{file}.{Environment.ProcessId}";
                File.Copy(folder.EnumerateFiles("*.deb").Single().FullName, part, overwrite: true);
                File.Move(part, file, overwrite: true);
            }

            return file;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
