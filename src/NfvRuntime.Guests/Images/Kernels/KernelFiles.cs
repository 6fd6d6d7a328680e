namespace NfvRuntime.Guests.Images;

/// <summary>A kernel and its modules as files.</summary>
/// <param name="Image">Path of the kernel.</param>
/// <param name="Modules">The folder that has its modules somewhere below; null if the kernel is given alone and has built in what a guest needs.</param>
internal sealed record KernelFiles(string Image, string? Modules)
{
    private static readonly (string Ending, string Program)[] Packed = [(".xz", "xz"), (".zst", "zstd"), (".gz", "gzip")];

    /// <summary>The modules of some names with all that they depend on, in an order in which they can be loaded. Names that are no module of
    /// this kernel are left out: it has them built in, or not at all.</summary>
    public IReadOnlyList<(string Name, byte[] Content)> Load(IEnumerable<string> names)
    {
        if (Modules is null)
        {
            return [];
        }

        Dictionary<string, string> paths = Directory.EnumerateFiles(Modules, "*.ko*", SearchOption.AllDirectories)
            .GroupBy(NameOf).ToDictionary(group => group.Key, group => group.Order(StringComparer.Ordinal).First());
        var loaded = new List<(string, byte[])>();
        var seen = new HashSet<string>();
        foreach (string name in names)
        {
            Add(name);
        }

        return loaded;

        void Add(string name)
        {
            name = name.Replace('-', '_');
            if (seen.Add(name) && paths.TryGetValue(name, out string? path))
            {
                byte[] content = Unpack(path);
                foreach (string dependency in new ElfFile(content).ModuleDependencies)
                {
                    Add(dependency);
                }

                loaded.Add((name, content));
            }
        }
    }

    private static string NameOf(string path)
    {
        string file = Path.GetFileName(path);
        return file[..file.IndexOf(".ko", StringComparison.Ordinal)].Replace('-', '_');
    }

    private static byte[] Unpack(string path)
    {
        (string Ending, string Program) packed = Array.Find(Packed, kind => path.EndsWith(kind.Ending, StringComparison.Ordinal));
        if (packed.Program is null)
        {
            return File.ReadAllBytes(path);
        }

        var content = new MemoryStream();
        Programs.Run(packed.Program, ["-dc", path], output => output.CopyTo(content));
        return content.ToArray();
    }
}
