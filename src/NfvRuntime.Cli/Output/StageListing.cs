using NfvRuntime.Chains;
using NfvRuntime.Sdk;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Cli.Output;

/// <summary>What <c>nfv stages</c> says of one kind; docs/cli.md is the schema of its JSON form.</summary>
internal sealed record StageListing(
    string Kind,
    string Summary,
    string From,
    StageRole Role,
    IReadOnlyList<string> Inputs,
    IReadOnlyList<StageListing.Gate> Outputs,
    IReadOnlyList<SettingDescription> Settings,
    IReadOnlyList<StageListing.Entry> Drops,
    IReadOnlyList<StageListing.Entry> Counters)
{
    public static StageListing Of(StageKind kind, StageExtension? from) => new(
        kind.Name,
        kind.Summary,
        from?.ToString() ?? "nfv",
        kind.Role,
        kind.InputGates,
        [.. kind.Outputs.Select(gate => new Gate(gate.Name, gate.Description, gate.Unconnected?.Name))],
        SettingsOutline.Of(kind),
        [.. kind.Drops.Select(reason => new Entry(reason.Name, reason.Description))],
        [.. kind.Metrics.Select(metric => new Entry(metric.Name, metric.Description))]);

    /// <summary>For people.</summary>
    public void Print(TextWriter output)
    {
        output.WriteLine($"{Kind}: {Summary}");
        output.WriteLine($"  from      {From}");
        Section(output, "inputs", Inputs.Select(gate => (NameOf(gate), "")));
        Section(output, "outputs", Outputs.Select(gate => (
            NameOf(gate.Name), gate.Description + (gate.Unconnected is { } reason ? $" Without a path: dropped under {reason}." : ""))));
        Section(output, "settings", Settings.Select(setting => (setting.Key, setting.Expected + After(setting))));
        Section(output, "drops", Drops.Select(drop => (drop.Name, drop.Description)));
        Section(output, "counters", Counters.Select(counter => (counter.Name, counter.Description)));
    }

    private static void Section(TextWriter output, string title, IEnumerable<(string Name, string Text)> lines)
    {
        foreach ((string name, string text) in lines)
        {
            output.WriteLine($"  {title,-8}  {name,-22}  {text}".TrimEnd());
            title = "";
        }
    }

    private static string After(SettingDescription setting) =>
        setting.IsRequired ? "; required" : setting.Default.Length > 0 ? $"; default {setting.Default}" : "";

    private static string NameOf(string gate) => gate.Length == 0 ? "(default)" : $"[{gate}]";

    internal sealed record Gate(string Name, string Description, string? Unconnected);

    internal sealed record Entry(string Name, string Description);
}
