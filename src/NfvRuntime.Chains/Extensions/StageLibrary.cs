using System.Diagnostics.CodeAnalysis;
using NfvRuntime.Chains.Extensions;
using NfvRuntime.Sdk;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains;

/// <summary>Kinds of stages from wherever they come: those of the product, and those of extensions. Not thread-safe.</summary>
public sealed class StageLibrary : IStageKinds
{
    private readonly IStageKinds _product;
    private readonly SortedDictionary<string, (StageKind Kind, StageExtension From)> _added = new(StringComparer.Ordinal);

    /// <summary>Begins with the kinds of the product, or of another library.</summary>
    /// <param name="product">What there is already.</param>
    public StageLibrary(IStageKinds product) => _product = product;

    /// <inheritdoc/>
    public IEnumerable<string> Names => _product.Names.Concat(_added.Keys);

    /// <summary>
    /// Loads an assembly, or the assemblies of a folder, and adds their kinds. This runs code of the assembly: that of its module, and of the
    /// types in which kinds are declared.
    /// </summary>
    /// <param name="path">Its path, as the user wrote it.</param>
    /// <param name="folder">The full path of the folder to which a relative path refers.</param>
    /// <param name="position">Where the user wrote it.</param>
    /// <param name="diagnostics">Gets what is wrong with it; nothing of it is added then.</param>
    /// <returns>Whether all of it is there now.</returns>
    public bool Add(string path, string folder, SourcePosition position, DiagnosticBag diagnostics)
    {
        try
        {
            IReadOnlyList<StageExtension> extensions = ExtensionLoader.Load(FullPath(path, folder));
            (StageKind Kind, StageExtension From)[] kinds =
                [.. extensions.SelectMany(extension => extension.Kinds.Select(kind => (kind, extension))).Where(entry => !IsHere(entry.kind))];
            foreach ((StageKind kind, StageExtension from) in kinds) RefuseTaken(kind, from, kinds);
            foreach ((StageKind kind, StageExtension from) in kinds) _added.Add(kind.Name, (kind, from));
            return true;
        }
        catch (ExtensionException e)
        {
            diagnostics.Error(position, e.Code, $"extension '{path}' cannot be used: {e.Message}");
            return false;
        }
    }

    /// <summary>The extension that a kind comes from; null for kinds of the product.</summary>
    public StageExtension? OriginOf(string kind) =>
        _added.TryGetValue(kind, out var entry) ? entry.From : (_product as StageLibrary)?.OriginOf(kind);

    /// <inheritdoc/>
    public bool TryGet(string name, [NotNullWhen(true)] out IStageDescription? kind)
    {
        if (!_added.TryGetValue(name, out var entry)) return _product.TryGet(name, out kind);
        kind = entry.Kind;
        return true;
    }

    private static string FullPath(string path, string folder)
    {
        try
        {
            return Path.GetFullPath(path, folder);
        }
        catch (ArgumentException e)
        {
            throw new ExtensionException(ChainCodes.ExtensionUnreadable, e.Message.ReplaceLineEndings(" "));
        }
    }

    private bool IsHere(StageKind kind) => TryGet(kind.Name, out IStageDescription? known) && ReferenceEquals(known, kind);

    private void RefuseTaken(StageKind kind, StageExtension from, IEnumerable<(StageKind Kind, StageExtension From)> together)
    {
        string? owner = TryGet(kind.Name, out _) ? OriginOf(kind.Name)?.ToString() ?? "nfv itself"
            : together.FirstOrDefault(entry => entry.Kind.Name == kind.Name && entry.From != from).From?.ToString();
        if (owner is null) return;
        throw new ExtensionException(ChainCodes.KindNameTaken,
            $"its kind '{kind.Name}' ({from.Name}) has the name of one that comes with {owner}; rename it, such as to '{Prefixed(kind, from)}'");
    }

    private static string Prefixed(StageKind kind, StageExtension from) => $"{from.Name.Split('.')[0].ToLowerInvariant()}-{kind.Name}";
}
