using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime;

/// <summary>One stage of a segment: its kind, its settings, and what outlives its actor.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Settings">What the kind read from the chain file.</param>
/// <param name="Context">What outlives the actor.</param>
public sealed record StageNode(StageKind Kind, object Settings, StageContext Context)
{
    /// <summary>The stage's name in the chain file.</summary>
    public string Name => Context.Name;

    internal StageKeeper Keeper { get; } = new(Context);
}
