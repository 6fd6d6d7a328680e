using NfvRuntime.Counters;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Sdk;

/// <summary>
/// A kind of stage: what a chain file may say about it, and how its actor is made. One immutable instance per kind; thread-safe.
/// </summary>
public sealed class StageKind : IStageDescription
{
    private readonly Func<SettingsReader, object> _read;
    private readonly Func<StageContext, object, StageActor> _create;
    private Func<object, IEnumerable<string>> _requiredOutputs = static _ => [];

    private StageKind(string name, string summary, Func<SettingsReader, object> read, Func<StageContext, object, StageActor> create)
    {
        Name = name;
        Summary = summary;
        _read = read;
        _create = create;
    }

    /// <summary>The word behind <c>kind:</c>.</summary>
    public string Name { get; }

    /// <summary>One sentence for users.</summary>
    public string Summary { get; }

    /// <summary>Output gates, the default gate (empty name) first.</summary>
    public IReadOnlyList<GateSpec> Outputs { get; private set; } = [new GateSpec("", "Packets that go on.")];

    /// <summary>Names of the input gates, the default gate (empty name) first.</summary>
    public IReadOnlyList<string> InputGates { get; private set; } = [""];

    /// <inheritdoc/>
    public bool HandlesOffloads { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyList<string> OutputGates => [.. Outputs.Select(gate => gate.Name)];

    /// <summary>What the kind is for.</summary>
    public StageRole Role { get; private set; }

    /// <summary>For input gates, the output gate by which packets leave that bypass a stage.</summary>
    public IReadOnlyDictionary<string, string> Bypass { get; private set; } = new Dictionary<string, string>();

    /// <inheritdoc/>
    public OnFault DefaultOnFault => Role == StageRole.Observer ? OnFault.Bypass : OnFault.Drop;

    /// <inheritdoc/>
    public bool IsSecurity => Role == StageRole.Security;

    /// <summary>Reasons of its own for which it drops packets, those of gates that lead nowhere included; for listings.</summary>
    public IReadOnlyList<DropReason> Drops { get; private set; } = [];

    /// <summary>Metrics of its own; for listings.</summary>
    public IReadOnlyList<Metric> Metrics { get; private set; } = [];

    /// <summary>Defines a kind.</summary>
    /// <typeparam name="TSettings">Immutable record of its settings.</typeparam>
    /// <param name="name">The word behind <c>kind:</c>.</param>
    /// <param name="summary">One sentence for users.</param>
    /// <param name="read">Reads the settings; errors go to the reader, a value always comes back.</param>
    /// <param name="create">Makes the actor; called again at each restart.</param>
    /// <param name="outputs">Output gates besides the default one.</param>
    /// <param name="inputs">Names of input gates besides the default one.</param>
    /// <param name="role">What the kind is for.</param>
    /// <param name="bypass">
    /// For each input gate the output gate by which packets leave unchanged that bypass a stage which is out of service. The default
    /// input leads to the default output unless this says otherwise; for other inputs nothing is assumed.
    /// </param>
    /// <param name="requiredOutputs">Output gates that some settings need, although they may lead nowhere in general.</param>
    /// <param name="drops">Reasons of its own for which it drops packets.</param>
    /// <param name="metrics">Metrics of its own.</param>
    /// <param name="handlesOffloads">
    /// Whether its stages do right by large packets and unfinished checksums (<see cref="Burst.VnetHeader"/>): stages that read headers only
    /// and change nothing do. One that does not makes ports finish them in software.
    /// </param>
    /// <exception cref="ArgumentException">A name that no chain file can write, or a gate that is there twice.</exception>
    public static StageKind Define<TSettings>(
        string name,
        string summary,
        Func<SettingsReader, TSettings> read,
        Func<StageContext, TSettings, StageActor> create,
        IEnumerable<GateSpec>? outputs = null,
        IEnumerable<string>? inputs = null,
        StageRole role = StageRole.Function,
        IReadOnlyDictionary<string, string>? bypass = null,
        Func<TSettings, IEnumerable<string>>? requiredOutputs = null,
        IEnumerable<DropReason>? drops = null,
        IEnumerable<Metric>? metrics = null,
        bool handlesOffloads = false)
        where TSettings : class
    {
        var kind = new StageKind(name, summary, read, (stage, settings) => create(stage, (TSettings)settings))
        {
            Role = role,
            Bypass = bypass ?? new Dictionary<string, string>(),
            Metrics = [.. metrics ?? []],
        };
        kind.Outputs = [.. kind.Outputs, .. outputs ?? []];
        kind.InputGates = [.. kind.InputGates, .. inputs ?? []];
        kind.Drops = [.. kind.Outputs.Select(gate => gate.Unconnected).OfType<DropReason>().Union(drops ?? [])];
        kind.HandlesOffloads = handlesOffloads;
        if (requiredOutputs is not null)
        {
            kind._requiredOutputs = settings => requiredOutputs((TSettings)settings);
        }

        StageKindRules.Check(kind);
        return kind;
    }

    /// <summary>Stands in for a kind that cannot be loaded: its gates are those that paths name, and its actor cannot be made.</summary>
    /// <param name="name">The word behind <c>kind:</c>.</param>
    /// <param name="why">Why there is no such kind.</param>
    /// <param name="inputs">Input gates.</param>
    /// <param name="outputs">Output gates.</param>
    /// <param name="bypass">For input gates the output gate by which packets leave that bypass the stage.</param>
    public static StageKind Unavailable(
        string name, string why, IEnumerable<string> inputs, IEnumerable<string> outputs, IReadOnlyDictionary<string, string> bypass) =>
        new(name, why, _ => new object(), (_, _) => throw new StageUnavailableException(why))
        {
            InputGates = ["", .. inputs.Where(gate => gate.Length > 0)],
            Outputs = [.. outputs.Where(gate => gate.Length > 0).Prepend("").Select(gate => new GateSpec(gate, why, DropReasons.OutOfService))],
            Bypass = bypass,
        };

    /// <inheritdoc/>
    public bool IsUnconnectedAllowed(string gate) => Outputs.First(g => g.Name == gate).Unconnected is not null;

    /// <inheritdoc/>
    public string? BypassOf(string input) => Bypass.TryGetValue(input, out string? output) ? output : input.Length == 0 ? "" : null;

    /// <inheritdoc/>
    public IEnumerable<string> RequiredOutputs(object settings) => _requiredOutputs(settings);

    /// <inheritdoc/>
    public object ReadSettings(SettingsReader reader) => _read(reader);

    /// <summary>Number of a named output gate; 0 for the default gate.</summary>
    /// <param name="gate">Its name; empty for the default gate.</param>
    /// <exception cref="ArgumentException">The kind has no such gate.</exception>
    public int OutputNumber(string gate) => Number(OutputGates, gate, "output");

    /// <summary>Number of a named input gate; 0 for the default gate.</summary>
    /// <param name="gate">Its name; empty for the default gate.</param>
    /// <exception cref="ArgumentException">The kind has no such gate.</exception>
    public int InputNumber(string gate) => Number(InputGates, gate, "input");

    /// <summary>Makes the stage's actor.</summary>
    /// <param name="stage">Its context.</param>
    /// <param name="settings">What <see cref="ReadSettings"/> returned.</param>
    public StageActor Create(StageContext stage, object settings) => _create(stage, settings);

    /// <summary>What the actor system needs to make the stage's actor.</summary>
    /// <param name="stage">Its context.</param>
    /// <param name="settings">What <see cref="ReadSettings"/> returned.</param>
    public Props PropsOf(StageContext stage, object settings) => Props.CreateBy(new StageProducer(this, stage, settings));

    private int Number(IReadOnlyList<string> gates, string gate, string direction)
    {
        int number = gates.TakeWhile(name => name != gate).Count();
        return number < gates.Count
            ? number
            : throw new ArgumentException($"Stage kind '{Name}' has no {direction} gate '{gate}'.", nameof(gate));
    }
}
