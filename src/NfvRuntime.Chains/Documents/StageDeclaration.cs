using NfvRuntime.Sdk;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Documents;

/// <summary>A stage of the file.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Kind">Null when there is none of the name given.</param>
/// <param name="Settings">What the kind read; null after a mistake.</param>
/// <param name="Faults">What it says about faults; null after a mistake.</param>
internal sealed record StageDeclaration(ScalarNode Key, IStageDescription? Kind, object? Settings, FaultKeys? Faults)
{
    /// <summary>The kind's name, where the kind is not there and the chain can do without the stage.</summary>
    public string? MissingKind { get; init; }

    public string Name => Key.Text;

    /// <summary>Outputs that must lead somewhere because of the settings.</summary>
    public IReadOnlyList<string> RequiredOutputs { get; init; } = [];

    /// <summary>What is done when it fails: its own word, else the chain's, else its kind's where that is possible.</summary>
    public FaultPolicy Policy(ChainOptions chain, bool canBypass) => new()
    {
        OnFault = Faults?.OnFault ?? chain.OnFault ?? (canBypass ? Kind!.DefaultOnFault : OnFault.Drop),
        Restarts = Faults?.Restarts ?? chain.Restarts,
        Retry = Faults?.Retry ?? chain.Retry,
        OnStartFault = Faults?.OnStartFault ?? chain.OnStartFault,
    };
}
