namespace NfvRuntime.Guests;

/// <summary>Finds the program that runs in process guests: beside this one, as an executable or as an assembly for the host of .NET.</summary>
internal static class AgentProgram
{
    private const string Name = "nfv-agent";

    /// <summary>The words that start it, before its own arguments.</summary>
    /// <exception cref="IOException">It is not there.</exception>
    public static IReadOnlyList<string> Find()
    {
        string folder = AppContext.BaseDirectory;
        string program = Path.Combine(folder, Name), assembly = program + ".dll";
        if (File.Exists(program))
        {
            return [program];
        }

        return File.Exists(assembly)
            ? [DotnetHost(), "exec", assembly]
            : throw new IOException($"the program {Name} is not beside this one, in {folder}: install or build it there");
    }

    private static string DotnetHost() =>
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
}
