using NfvRuntime.Sdk;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Tests.Kinds;

/// <summary>A kind of stage made of data.</summary>
internal sealed record SampleStage(string Name, Func<SettingsReader, object> Read) : IStageDescription
{
    public IReadOnlyList<string> InputGates { get; init; } = [""];

    public IReadOnlyList<string> OutputGates { get; init; } = [""];

    public IReadOnlyList<string> MustLead { get; init; } = [];

    public OnFault DefaultOnFault { get; init; }

    public bool IsSecurity { get; init; }

    public Dictionary<string, string> Bypass { get; } = [];

    public string? BypassOf(string input) => Bypass.GetValueOrDefault(input) ?? (input.Length == 0 && OutputGates.Contains("") ? "" : null);

    public Func<object, IEnumerable<string>> Required { get; init; } = _ => [];

    public bool IsUnconnectedAllowed(string gate) => !MustLead.Contains(gate);

    public IEnumerable<string> RequiredOutputs(object settings) => Required(settings);

    public object ReadSettings(SettingsReader reader) => Read(reader);
}
