using System.Diagnostics;

namespace NfvRuntime.Chains.Tests.Extensions;

/// <summary>The compiler of the .NET SDK that builds these tests: makes the assemblies, sound and broken, that are loaded as extensions.</summary>
internal static class Compiler
{
    private static readonly string Runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    private static readonly string Program = FindCompiler();

    /// <summary>Compiles a library.</summary>
    /// <param name="file">Where it goes; its name is the assembly's.</param>
    /// <param name="source">C#.</param>
    /// <param name="references">Assemblies besides those of .NET.</param>
    public static void Compile(string file, string source, params IEnumerable<string> references)
    {
        string code = Path.ChangeExtension(file, ".cs");
        File.WriteAllText(code, source);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        IEnumerable<string> all = Directory.EnumerateFiles(Runtime, "System.*.dll").Concat(references).Select(path => $"-reference:{path}");
        string[] arguments = ["exec", Program, "-nologo", "-noconfig", "-nostdlib", "-target:library", $"-out:{file}", .. all, code];
        Array.ForEach(arguments, start.ArgumentList.Add);
        using Process process = Process.Start(start)!;
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said);
    }

    private static string FindCompiler()
    {
        string sdks = Path.GetFullPath(Path.Combine(Runtime, "..", "..", "..", "sdk"));
        return Directory.EnumerateDirectories(sdks)
            .Select(sdk => Path.Combine(sdk, "Roslyn", "bincore", "csc.dll"))
            .Where(File.Exists)
            .OrderByDescending(path => path.Length).ThenByDescending(path => path, StringComparer.Ordinal)
            .FirstOrDefault() ?? throw new InvalidOperationException($"there is no C# compiler below {sdks}");
    }
}
