using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace NfvRuntime.Guests.Images;

/// <summary>Makes images and keeps them by what they are made of. Needs no root; several processes may make the same one.</summary>
/// <param name="cache">The folder that they are kept in.</param>
public sealed class ImageBuilder(string cache)
{
    private const string Start = "init.sh";
    private const string Images = "images";
    private const string KernelName = "vmlinuz";
    private const string InitramfsName = "initramfs.gz";
    private static readonly string[] Folders =
        ["bin", "dev", "etc", "etc/nfv", "etc/nfv/modules", "lib", "lib/modules", "lib64", "nfv", "proc", "root", "run", "sys", "tmp"];

    /// <summary>Where images are kept by default: <c>nfvruntime</c> in the user's cache folder.</summary>
    public static string DefaultCache { get; } = Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } folder ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"), "nfvruntime");

    /// <summary>The image that was made last; null if there is none.</summary>
    /// <param name="cache">The folder that images are kept in.</param>
    public static GuestImage? Newest(string cache)
    {
        string images = Path.GetFullPath(Path.Combine(cache, Images));
        return Directory.Exists(images)
            ? Directory.EnumerateDirectories(images).Where(static folder => Path.GetExtension(folder).Length == 0).OrderByDescending(Directory.GetLastWriteTimeUtc)
                .Select(static folder => In(folder, Path.GetFileName(folder), isNew: false)).FirstOrDefault(static image => File.Exists(image.Initramfs))
            : null;
    }

    /// <summary>The image of some inputs, made unless it is there.</summary>
    /// <exception cref="IOException">An input cannot be read, or the cache not written; the message says which.</exception>
    public GuestImage Build(ImageInputs inputs)
    {
        (ImageEntry[] entries, string digest) = Gather(inputs);
        string folder = Path.GetFullPath(Path.Combine(cache, Images, digest[..16]));
        GuestImage image = In(folder, digest, isNew: !Directory.Exists(folder));
        if (image.IsNew)
        {
            string part = $"{folder}.{Environment.ProcessId}";
            Directory.CreateDirectory(part);
            try
            {
                inputs.Kernel.Use(files =>
                {
                    File.Copy(files.Image, Path.Combine(part, KernelName), overwrite: true);
                    Write(Path.Combine(part, InitramfsName), [.. entries, .. Modules(files)]);
                });
                Directory.Move(part, folder);
            }
            catch (IOException) when (File.Exists(image.Initramfs))
            {
                // Somebody else made the same one meanwhile.
            }
            finally
            {
                if (Directory.Exists(part))
                {
                    Directory.Delete(part, recursive: true);
                }
            }
        }

        return image;
    }

    private static GuestImage In(string folder, string digest, bool isNew) =>
        new(Path.Combine(folder, KernelName), Path.Combine(folder, InitramfsName), digest, isNew);

    /// <summary>Everything but the modules, whose content follows from the kernel's own digest.</summary>
    private static (ImageEntry[] Entries, string Digest) Gather(ImageInputs inputs)
    {
        byte[] busybox = File.ReadAllBytes(inputs.Busybox);
        string[] programs = [.. AgentSource.FilesOf(inputs.Agent).Where(static path => new ElfFile(File.ReadAllBytes(path)).IsElf)];
        ImageEntry[] entries =
        [
            .. Folders.Select(ImageEntry.Folder),
            ImageEntry.Text("init", ReadStart(), isProgram: true),
            ImageEntry.File("bin/busybox", busybox, isProgram: true),
            .. Busybox.Applets(inputs.Busybox).Select(static name => ImageEntry.Link($"bin/{name}", "busybox")),
            .. SharedLibraries.Of(programs),
            .. AgentSource.Entries(inputs.Agent),
        ];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(inputs.Kernel.Digest + string.Join(' ', GuestModules.All)));
        foreach (ImageEntry entry in entries)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{entry.Path}\0{entry.Kind}{entry.Mode}\0"));
            hash.AppendData(SHA256.HashData(entry.Content));
        }

        return (entries, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static IEnumerable<ImageEntry> Modules(KernelFiles files)
    {
        foreach ((string set, string[] names) in GuestModules.Sets)
        {
            yield return ImageEntry.Text($"etc/nfv/modules/{set}", string.Concat(files.Load(names).Select(static module => module.Name + "\n")));
        }

        foreach ((string name, byte[] content) in files.Load(GuestModules.All))
        {
            yield return ImageEntry.File($"lib/modules/{name}.ko", content, isProgram: false);
        }
    }

    private static void Write(string path, IEnumerable<ImageEntry> entries)
    {
        using FileStream file = File.Create(path);
        using var packed = new GZipStream(file, CompressionLevel.Optimal);
        using var archive = new CpioWriter(packed);
        foreach (ImageEntry entry in AddFolders(entries))
        {
            archive.Write(entry);
        }
    }

    /// <summary>Orders entries so that folders come before what is in them, with those that nobody named.</summary>
    private static IEnumerable<ImageEntry> AddFolders(IEnumerable<ImageEntry> entries)
    {
        Dictionary<string, ImageEntry> all = entries.ToDictionary(static entry => entry.Path);
        foreach (string path in all.Keys.ToArray())
        {
            for (string? folder = Path.GetDirectoryName(path); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
            {
                all.TryAdd(folder, ImageEntry.Folder(folder));
            }
        }

        return all.Values.OrderBy(static entry => entry.Path, StringComparer.Ordinal);
    }

    private static string ReadStart()
    {
        using Stream script = Assembly.GetExecutingAssembly().GetManifestResourceStream(Start)!;
        using var reader = new StreamReader(script);
        return reader.ReadToEnd();
    }
}
