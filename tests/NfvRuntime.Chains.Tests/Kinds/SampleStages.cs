using System.Net;
using NfvRuntime.Sdk;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Tests.Kinds;

/// <summary>Kinds of stages with every shape of gates and settings that a check can meet.</summary>
internal sealed class SampleStages : IStageKinds
{
    private static readonly SampleStage[] All =
    [
        new("forward", _ => "forward"),
        new("firewall", ReadFirewall) { OutputGates = ["", "denied"] },
        new("rejecter", r => r.Optional("answers", Format.Bool, false))
        { OutputGates = ["", "rejected"], Required = settings => settings is true ? ["rejected"] : [] },
        new("nat44", r => r.Required("outside", Format.Ipv4Address))
        { InputGates = ["inside", "outside"], OutputGates = ["inside", "outside"] },
        new("mirror", r => r.Required("file", Format.Text)),
        new("classifier", _ => "classifier") { OutputGates = ["a", "b"], MustLead = ["a", "b"] },
        new("tee", _ => "tee") { OutputGates = ["", "copy"], MustLead = [""] },
        new("shaper", ReadShaper),
        new("guard", _ => "guard") { IsSecurity = true },
        new("watch", _ => "watch") { DefaultOnFault = OnFault.Bypass, OutputGates = ["", "seen"] },
        new("router", _ => "router") { InputGates = ["up", "down"], OutputGates = ["up", "down"], Bypass = { ["up"] = "down", ["down"] = "up" } },
        new("bad", _ => throw new InvalidOperationException("no luck\ntoday")),
        new("careless", r => r.Required("names", Format.ListOf(Format.Text))[0]),
    ];

    public IEnumerable<string> Names => All.Select(k => k.Name);

    public bool TryGet(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IStageDescription? kind)
    {
        kind = Array.Find(All, k => k.Name == name);
        return kind is not null;
    }

    private static object ReadFirewall(SettingsReader reader) => (
        reader.Optional("default", Format.Word<Verdict>(), Verdict.Drop),
        reader.Optional("rules", Format.ListOf(Format.Nested(ReadRule)), []));

    private static object ReadShaper(SettingsReader reader) => (
        reader.Required("rate", Format.Rate(1)),
        reader.Optional("queue", Format.Size(1024), 65536),
        reader.Optional("delay", Format.Duration(), default));

    private static (string, IReadOnlyList<IPNetwork>, IReadOnlyList<NumberRange>) ReadRule(SettingsReader reader) => (
        reader.Has("deny") ? reader.Required("deny", Format.Text) : reader.Required("allow", Format.Text),
        reader.Optional("to", Format.OneOrMany(Format.Prefix), []),
        reader.Optional("ports", Format.OneOrMany(Format.Range(0, 65535)), []));

    private enum Verdict
    {
        Drop,
        Allow,
    }
}
