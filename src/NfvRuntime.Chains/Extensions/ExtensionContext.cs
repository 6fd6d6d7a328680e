using System.Reflection;
using System.Runtime.Loader;

namespace NfvRuntime.Chains.Extensions;

/// <summary>
/// Where one extension lives: what it was published with is its own, so that two extensions may need two versions of a library; the product's
/// assemblies are the program's, so that types are the same on both sides.
/// </summary>
/// <remarks>
/// Not collectible: stages run until the program ends, and statics of collectible assemblies are slower. Assemblies are loaded from memory, so
/// that building an extension anew does not pull its code from under a running chain.
/// </remarks>
internal sealed class ExtensionContext(ExtensionFile file) : AssemblyLoadContext(file.Name.Name)
{
    private readonly AssemblyDependencyResolver _resolver = new(file.Path);

    public Assembly LoadExtension() => LoadImage(file.Path, file.Image);

    protected override Assembly? Load(AssemblyName name)
    {
        if (name.Name!.StartsWith("NfvRuntime.", StringComparison.Ordinal) && IsPartOfProgram(name.Name)) return null;
        return _resolver.ResolveAssemblyToPath(name) is { } path ? LoadImage(path, File.ReadAllBytes(path)) : null;
    }

    protected override nint LoadUnmanagedDll(string name) =>
        _resolver.ResolveUnmanagedDllToPath(name) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    private static bool IsPartOfProgram(string name) => File.Exists(Path.Combine(AppContext.BaseDirectory, name + ".dll"));

    private Assembly LoadImage(string path, byte[] image)
    {
        string symbols = Path.ChangeExtension(path, ".pdb");
        using Stream? pdb = File.Exists(symbols) ? new MemoryStream(File.ReadAllBytes(symbols), writable: false) : null;
        return LoadFromStream(new MemoryStream(image, writable: false), pdb);
    }
}
