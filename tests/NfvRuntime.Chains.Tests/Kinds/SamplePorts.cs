using System.Diagnostics.CodeAnalysis;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Tests.Kinds;

internal sealed class SamplePorts : IPortKinds
{
    private static readonly SamplePort[] All =
        [new("netmap"), new("vale"), new("pcap"), new("gen", CanWrite: false), new("null", CanRead: false)];

    public IEnumerable<string> Schemes => All.Select(k => k.Scheme);

    public bool TryGet(string scheme, [NotNullWhen(true)] out IPortDescription? kind)
    {
        kind = Array.Find(All, k => k.Scheme == scheme || (k.Scheme == "vale" && scheme.StartsWith("vale", StringComparison.Ordinal)));
        return kind is not null;
    }
}
