using System.Diagnostics.CodeAnalysis;
using NfvRuntime.Sdk;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Stages;

/// <summary>The kinds of stages that a chain file can name. Immutable and thread-safe.</summary>
public sealed class StageCatalogue : IStageKinds
{
    private readonly Dictionary<string, StageKind> _kinds;

    /// <summary>Makes a catalogue.</summary>
    /// <param name="kinds">Kinds with different names.</param>
    /// <exception cref="ArgumentException">Two kinds have the same name.</exception>
    public StageCatalogue(IEnumerable<StageKind> kinds)
    {
        Kinds = [.. kinds.OrderBy(kind => kind.Name, StringComparer.Ordinal)];
        _kinds = Kinds.ToDictionary(kind => kind.Name, StringComparer.Ordinal);
    }

    /// <summary>The kinds that come with the product.</summary>
    public static StageCatalogue BuiltIn { get; } =
        new([CounterStage.Kind, FaultStage.Kind, FirewallStage.Kind, ForwardStage.Kind, MirrorStage.Kind]);

    /// <summary>All kinds, by name.</summary>
    public IReadOnlyList<StageKind> Kinds { get; }

    /// <inheritdoc/>
    public IEnumerable<string> Names => Kinds.Select(kind => kind.Name);

    /// <summary>The kind of a name, with all that is needed to make its actors.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out StageKind? kind) => _kinds.TryGetValue(name, out kind);

    /// <inheritdoc/>
    bool IStageKinds.TryGet(string name, [NotNullWhen(true)] out IStageDescription? kind)
    {
        bool found = TryGet(name, out StageKind? known);
        kind = known;
        return found;
    }
}
