using System.Diagnostics.CodeAnalysis;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Agent.Ports;

/// <summary>The kinds of ports that documents of segments may name.</summary>
/// <param name="kinds">They.</param>
internal sealed class AgentPortKinds(params IReadOnlyList<IPortDescription> kinds) : IPortKinds
{
    public IEnumerable<string> Schemes => kinds.Select(kind => kind.Scheme);

    public bool TryGet(string scheme, [NotNullWhen(true)] out IPortDescription? kind)
    {
        kind = kinds.FirstOrDefault(known => known.Scheme == scheme);
        return kind is not null;
    }
}
