using NfvRuntime.Chains;
using NfvRuntime.Host;
using NfvRuntime.Runtime;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Agent.Ports;

/// <summary>The kind <c>ptnet:NAME</c>: the port of that name which the host gave.</summary>
/// <param name="ports">Those it gave.</param>
internal sealed class GivenPortKind(PortTable ports) : IPortKind
{
    public string Scheme => SegmentDocument.Scheme;

    public bool CanRead => true;

    public bool CanWrite => true;

    /// <summary>The name behind the colon.</summary>
    public static string NameOf(string open) => open[(SegmentDocument.Scheme.Length + 1)..];

    public object ReadOptions(ScalarNode open, PortUse use, SettingsReader reader)
    {
        if (NameOf(open.Text).Length == 0)
        {
            reader.Diagnostics.Error(open.Position, DiagnosticCodes.Refused, $"'{open.Text}' names no port: write ptnet:NAME");
        }

        return use;
    }

    public IRingPort Open(string name, string open, object options, PortOpening context)
    {
        GuestPort port = ports.Find(NameOf(open)) ?? throw new IOException($"{open}: the host has attached no such port");
        if (context.Use.HasFlag(PortUse.Read) && port.Port.Configuration.RxRings == 0)
        {
            throw new IOException($"{open}: a path begins there, and the port has no receive ring");
        }

        return context.Use.HasFlag(PortUse.Write) && port.Port.Configuration.TxRings == 0
            ? throw new IOException($"{open}: a path ends there, and the port has no transmit ring")
            : new PtnetRingPort(port.Port);
    }
}
