using System.Collections.Concurrent;
using System.Reflection;

namespace NfvRuntime.Chains.Extensions;

/// <summary>Loads the assemblies of a file or folder, each once in a process. Thread-safe.</summary>
internal static class ExtensionLoader
{
    private static readonly ConcurrentDictionary<(string Path, DateTime Written), StageExtension> Loaded = new();

    /// <param name="path">The full path of an assembly, or of a folder of which every assembly is taken that uses the Sdk.</param>
    /// <exception cref="ExtensionException">It cannot be used; the message says why and what would help.</exception>
    public static IReadOnlyList<StageExtension> Load(string path)
    {
        if (File.Exists(path)) return [LoadFile(path, isNamed: true)!];
        if (!Directory.Exists(path))
        {
            throw new ExtensionException(ChainCodes.ExtensionUnreadable, "it is not there; build it first, or mend the path");
        }

        StageExtension[] found = [.. Directory.EnumerateFiles(path, "*.dll").Order(StringComparer.Ordinal)
            .Select(file => LoadFile(file, isNamed: false)).OfType<StageExtension>()];
        return found.Length > 0 ? found : throw NoKinds("no assembly in this folder has a kind of stage");
    }

    private static StageExtension? LoadFile(string path, bool isNamed)
    {
        try
        {
            (string, DateTime) key = (path, File.GetLastWriteTimeUtc(path));
            if (Loaded.TryGetValue(key, out StageExtension? known)) return known;
            var file = ExtensionFile.Read(path);
            if (!file.UsesSdk) return isNamed ? throw NoKinds("it does not use NfvRuntime.Sdk, so it has no kind of stage") : null;
            file.CheckBuild();
            Assembly assembly = LoadAssembly(file);
            var extension = new StageExtension(file.Name.Name!, file.Name.Version!, path, KindFinder.Find(assembly));
            if (extension.Kinds.Count > 0) return Loaded.GetOrAdd(key, extension);
            return isNamed ? throw NoKinds("it has no kind of stage") : null;
        }
        catch (ExtensionException e) when (!isNamed)
        {
            // In a folder lies much that is no extension; what is one, and is broken, is named.
            if (e.Code == ChainCodes.ExtensionUnreadable && !IsAssembly(path)) return null;
            throw new ExtensionException(e.Code, $"{Path.GetFileName(path)}: {e.Message}");
        }
    }

    private static bool IsAssembly(string path)
    {
        try
        {
            AssemblyName.GetAssemblyName(path);
            return true;
        }
        catch (Exception e) when (e is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static Assembly LoadAssembly(ExtensionFile file)
    {
        try
        {
            var context = new ExtensionContext(file);
            Assembly assembly = context.LoadExtension();
            foreach (AssemblyName reference in file.References) Require(context, reference);
            return assembly;
        }
        catch (Exception e) when (e is BadImageFormatException or IOException or InvalidOperationException)
        {
            throw new ExtensionException(ChainCodes.ExtensionUnreadable, $"it cannot be loaded: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>What is missing is found now, and not when the first packet needs it.</summary>
    private static void Require(ExtensionContext context, AssemblyName reference)
    {
        try
        {
            context.LoadFromAssemblyName(reference);
        }
        catch (Exception e) when (e is IOException or BadImageFormatException)
        {
            throw new ExtensionException(ChainCodes.ExtensionUnreadable,
                $"it needs {reference.Name} {reference.Version?.ToString(3)}, which is not beside it; set "
                + "<EnableDynamicLoading>true</EnableDynamicLoading> in its project, so that its packages are copied, and build it again");
        }
    }

    private static ExtensionException NoKinds(string what) => new(ChainCodes.NoKinds,
        $"{what}; a kind is a public static property of the type StageKind in a public class");
}
