using System.Security.Cryptography;

namespace NfvRuntime.Guests.Images;

/// <summary>A kernel that is there as a file.</summary>
internal sealed class KernelOnDisk : KernelSource
{
    private readonly KernelFiles _files;

    public KernelOnDisk(string image, string? modules)
    {
        _files = new KernelFiles(image, modules);
        string loaded = string.Concat(_files.Load(GuestModules.All).Select(module => Convert.ToHexString(SHA256.HashData(module.Content))));
        Digest = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(image))) + loaded;
    }

    public override string Description => _files.Image;

    internal override string Digest { get; }

    /// <summary>The newest kernel in /boot that this user can read and whose modules are there.</summary>
    public static KernelOnDisk? FindInstalled()
    {
        string? image = Directory.Exists("/boot")
            ? Directory.EnumerateFiles("/boot", "vmlinuz-*").Where(IsUsable).OrderByDescending(File.GetLastWriteTimeUtc).FirstOrDefault() : null;
        return image is null ? null : new KernelOnDisk(image, ModulesOf(image));
    }

    internal override void Use(Action<KernelFiles> use) => use(_files);

    private static bool IsUsable(string image)
    {
        try
        {
            using FileStream readable = File.OpenRead(image);
            return Directory.Exists(ModulesOf(image));
        }
        catch (UnauthorizedAccessException)
        {
            return false; // some distributions let only root read kernels
        }
    }

    private static string ModulesOf(string image) => $"/lib/modules/{Path.GetFileName(image)["vmlinuz-".Length..]}";
}
