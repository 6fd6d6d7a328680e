using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Netmap.Control;
using NfvRuntime.Ports;
using NfvRuntime.Runtime;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Guests;

/// <summary>One kind of port: carries a chain file's words to <see cref="PortCatalogue"/>, and its complaints back to their places.</summary>
/// <param name="scheme">Which.</param>
public sealed class PortKind(PortScheme scheme) : IPortKind
{
    /// <inheritdoc/>
    public string Scheme => scheme.Name;

    /// <inheritdoc/>
    public bool CanRead => scheme.Directions.HasFlag(PortDirection.Read);

    /// <inheritdoc/>
    public bool CanWrite => scheme.Directions.HasFlag(PortDirection.Write);

    /// <inheritdoc/>
    public object ReadOptions(ScalarNode open, PortUse use, SettingsReader reader)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string key in scheme.Options)
        {
            if (reader.Node(key) is { } node && TextOf(node) is { } text)
            {
                options.Add(key, text);
            }
            else if (reader.Has(key))
            {
                reader.Refuse(key, $"'{key}' is one value, or a list of values");
            }
        }

        var errors = new List<PortOptionError>();
        PortSpec? spec = PortCatalogue.Parse(open.Text, DirectionOf(use), options, errors);
        foreach (PortOptionError error in errors)
        {
            if (error.Key is { } key)
            {
                reader.Refuse(key, $"'{key}': {error.Message}");
            }
            else
            {
                reader.Diagnostics.Error(open.Position, DiagnosticCodes.Refused, error.Message);
            }
        }

        return spec ?? new object(); // never used: an error stands in the way of the plan
    }

    /// <inheritdoc/>
    public PortLink? FindLink(string open)
    {
        string full = open.Contains(':', StringComparison.Ordinal) ? open : $"netmap:{open}";
        if (!PortName.TryParse(full, out PortName? name, out _) || name.Pipe is not { } pipe)
        {
            return null;
        }

        string ring = name.Mode == RegisterMode.OneNic ? $"-{name.RingId}" : "";
        return new PortLink(name.Name + ring, pipe.Peer + ring);
    }

    /// <inheritdoc/>
    public IRingPort Open(string name, string open, object options, PortOpening context) => ((PortSpec)options).Open(new PortContext(
        context.Host, name, context.BaseDirectory, PortOptions.Default with { Slots = (uint)context.Slots, Label = name, Region = context.Region })
    {
        PassesOffloads = context.PassesOffloads,
    });

    /// <inheritdoc/>
    public bool TakesOffloads(object options) => options is PortSpec { TakesOffloads: true };

    /// <inheritdoc/>
    public OffloadChoice? OffloadsOf(object options) => (options as PortSpec)?.Offloads switch
    {
        null => null,
        OffloadHandling.Finish => OffloadChoice.Finish,
        OffloadHandling.Pass => OffloadChoice.Pass,
        _ => OffloadChoice.Auto,
    };

    /// <inheritdoc/>
    public bool OpensInGuest(object options) => scheme.OpensInGuest;

    private static PortDirection DirectionOf(PortUse use) =>
        (use.HasFlag(PortUse.Read) ? PortDirection.Read : 0) | (use.HasFlag(PortUse.Write) ? PortDirection.Write : 0);

    private static string? TextOf(SettingsNode node) => node switch
    {
        ScalarNode scalar => scalar.Text,
        ListNode list when list.Items.All(item => item is ScalarNode) => string.Join(',', list.Items.Cast<ScalarNode>().Select(item => item.Text)),
        _ => null,
    };
}
