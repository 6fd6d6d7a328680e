namespace NfvRuntime.Guests.Images;

/// <summary>Where the agent's program comes from: a folder that a self-contained publish has made.</summary>
public static class AgentSource
{
    /// <summary>The agent's program in its folder.</summary>
    public const string Program = "nfv-agent";

    /// <summary>The folder beside <c>nfv</c> that holds the agent where one was installed with it.</summary>
    public const string Installed = "guest";

    private const string Project = "src/NfvRuntime.Agent/NfvRuntime.Agent.csproj";

    /// <summary>Files of a publish that only debuggers and tracers use.</summary>
    private static readonly string[] LeftOut =
        ["createdump", "libmscordaccore.so", "libmscordbi.so", "libcoreclrtraceptprovider.so", "*.pdb", "*.xml"];

    /// <summary>The agent that was installed with <c>nfv</c>, or one published from the source tree that <c>nfv</c> was built in.</summary>
    /// <param name="cache">Where published agents are kept.</param>
    /// <param name="say">Told what takes long.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="ImageException">There is none of either, or publishing failed.</exception>
    public static string Find(string cache, Action<string> say)
    {
        string installed = Path.Combine(AppContext.BaseDirectory, Installed);
        if (File.Exists(Path.Combine(installed, Program)))
        {
            return installed;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Project)))
            {
                return Publish(folder.FullName, cache, say);
            }
        }

        throw new ImageException($"no agent is installed in {installed}, and nfv does not run from a source tree: publish the agent, and give its folder by --agent");
    }

    /// <summary>The agent's files as entries of an image.</summary>
    internal static IReadOnlyList<ImageEntry> Entries(string folder)
    {
        if (!File.Exists(Path.Combine(folder, Program)))
        {
            throw new ImageException($"{folder} holds no program '{Program}': give the folder of a self-contained publish of the agent");
        }

        return
        [
            .. from path in FilesOf(folder)
               select ImageEntry.File($"nfv/{Path.GetRelativePath(folder, path)}", File.ReadAllBytes(path), IsProgram(path)),
        ];
    }

    /// <summary>The files of an agent's folder that go into an image, in a stable order.</summary>
    internal static IEnumerable<string> FilesOf(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(static path => !LeftOut.Any(pattern => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, Path.GetFileName(path))))
        .Order(StringComparer.Ordinal);

    private static bool IsProgram(string path) => (File.GetUnixFileMode(path) & UnixFileMode.UserExecute) != 0;

    private static string Publish(string tree, string cache, Action<string> say)
    {
        string folder = Path.Combine(cache, SourceTree.Digest(tree)[..16]);
        if (File.Exists(Path.Combine(folder, Program)))
        {
            return folder;
        }

        say("publishing the agent (once for each state of the sources) ...");
        string part = $"{folder}.{Environment.ProcessId}";
        string work = Directory.CreateTempSubdirectory("nfv-agent-").FullName;
        try
        {
            // Its own lock file and output: publishing for one system must not change what the tree was restored and built for.
            Programs.Run("dotnet",
            [
                "publish", Path.Combine(tree, Project), "-c", "Release", "-r", "linux-x64", "--self-contained", "-p:PublishReadyToRun=true",
                "-p:RestorePackagesWithLockFile=false", "-p:NuGetLockFilePath=none.json", "--artifacts-path", work, "-o", part,
            ], folder: tree);
            if (!Directory.Exists(folder))
            {
                Directory.Move(part, folder);
            }
        }
        finally
        {
            Directory.Delete(work, recursive: true);
            if (Directory.Exists(part))
            {
                Directory.Delete(part, recursive: true);
            }
        }

        return folder;
    }
}
