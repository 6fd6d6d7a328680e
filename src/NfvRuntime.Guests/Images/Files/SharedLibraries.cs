namespace NfvRuntime.Guests.Images;

/// <summary>The libraries of this system that programs of an image need, with those that these need.</summary>
internal static class SharedLibraries
{
    private static readonly string[] Folders =
        ["/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib64", "/usr/lib64", "/lib", "/usr/lib"];

    /// <summary>Entries for all that is needed and not there.</summary>
    /// <param name="programs">Paths on this system of programs and libraries that are in the image.</param>
    /// <exception cref="ImageException">A library cannot be found.</exception>
    public static IEnumerable<ImageEntry> Of(IReadOnlyCollection<string> programs)
    {
        HashSet<string> have = [.. programs.Select(path => Path.GetFileName(path))];
        var entries = new List<ImageEntry>();
        var queue = new Queue<(string Path, ElfFile File)>(programs.Select(path => (path, new ElfFile(File.ReadAllBytes(path)))));
        while (queue.TryDequeue(out (string Path, ElfFile File) next))
        {
            if (next.File.Interpreter is { } interpreter && have.Add(interpreter))
            {
                have.Add(Path.GetFileName(interpreter));
                entries.Add(ImageEntry.File(interpreter.TrimStart('/'), File.ReadAllBytes(interpreter), isProgram: true));
            }

            foreach (string name in next.File.Needed.Where(have.Add))
            {
                string path = Find(name)
                    ?? throw new ImageException($"{next.Path} needs the library {name}, which is not on this system: install it");
                byte[] content = File.ReadAllBytes(path);
                entries.Add(ImageEntry.File($"lib/{name}", content, isProgram: true));
                queue.Enqueue((path, new ElfFile(content)));
            }
        }

        return entries;
    }

    private static string? Find(string name) => Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
