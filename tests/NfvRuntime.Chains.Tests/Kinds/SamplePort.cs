using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Tests.Kinds;

/// <summary>A kind of port made of data; its options are how it is used and how fast.</summary>
internal sealed record SamplePort(string Scheme, bool CanRead = true, bool CanWrite = true) : IPortDescription
{
    public object ReadOptions(ScalarNode open, PortUse use, SettingsReader reader)
    {
        if (Scheme == "pcap" && use == (PortUse.Read | PortUse.Write))
        {
            reader.Diagnostics.Error(open.Position, DiagnosticCodes.Refused, "a capture is either read or written");
        }

        return (use, use.HasFlag(PortUse.Read) ? reader.Optional("rate", Format.Rate(1), 0) : 0);
    }

    public bool OpensInGuest(object options) => Scheme == "null";

    public PortLink? FindLink(string open)
    {
        if (Scheme != "netmap" || open.IndexOfAny(['{', '}']) is not (> 0 and var at)) return null;
        string end = open[(Scheme.Length + 1)..];
        at -= Scheme.Length + 1;
        return new PortLink(end, $"{end[..at]}{(end[at] == '{' ? '}' : '{')}{end[(at + 1)..]}");
    }
}
