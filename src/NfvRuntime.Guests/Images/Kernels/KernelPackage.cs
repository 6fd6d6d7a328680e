using System.Security.Cryptography;

namespace NfvRuntime.Guests.Images;

/// <summary>A kernel in a package of Debian's or a distribution's like it, unpacked without root and without being installed.</summary>
internal sealed class KernelPackage : KernelSource
{
    private const string Newest = "linux-image-amd64";

    private readonly string _file;

    private KernelPackage(string file)
    {
        _file = file;
        using FileStream package = File.OpenRead(file);
        Digest = Convert.ToHexString(SHA256.HashData(package));
    }

    public override string Description => $"package {Path.GetFileName(_file)}";

    internal override string Digest { get; }

    /// <exception cref="ImageException">There is no apt here, or it does not know such a package.</exception>
    public static KernelPackage Find(string cache)
    {
        string name = Programs.Run("apt-cache", ["depends", "--important", Newest]).Split('\n')
            .Where(static line => line.Contains("Depends: linux-image-", StringComparison.Ordinal)).Select(static line => line.Split(' ')[^1]).FirstOrDefault()
            ?? throw new ImageException($"apt knows no package {Newest}: run 'apt-get update', or give a kernel by --kernel");
        return new KernelPackage(DebianPackage.Download(name, cache));
    }

    internal override void Use(Action<KernelFiles> use)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("nfv-kernel-");
        try
        {
            Programs.Run("dpkg-deb", ["--extract", _file, folder.FullName]);
            string image = Directory.EnumerateFiles(Path.Combine(folder.FullName, "boot"), "vmlinuz-*").FirstOrDefault()
                ?? throw new ImageException($"{_file} holds no kernel");
            use(new KernelFiles(image, folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
