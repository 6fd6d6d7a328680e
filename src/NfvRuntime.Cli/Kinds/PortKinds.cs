using System.Diagnostics.CodeAnalysis;
using NfvRuntime.Ports;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Cli.Kinds;

/// <summary>Every kind of port of <see cref="PortCatalogue"/>, as chain files need it.</summary>
internal sealed class PortKinds : IPortKinds
{
    private readonly PortKind[] _kinds = [.. PortCatalogue.Schemes.Select(scheme => new PortKind(scheme))];

    public static PortKinds All { get; } = new();

    public IEnumerable<string> Schemes => _kinds.Select(kind => kind.Scheme);

    public bool TryGet(string scheme, [NotNullWhen(true)] out IPortDescription? kind)
    {
        kind = _kinds.FirstOrDefault(k => k.Scheme == PortCatalogue.SchemeOf(scheme + ":"));
        return kind is not null;
    }
}
