using System.Diagnostics.CodeAnalysis;
using NfvRuntime.Ports;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Guests;

/// <summary>Every kind of port of <see cref="PortCatalogue"/>, as chain files need it.</summary>
public sealed class PortKinds : IPortKinds
{
    private readonly PortKind[] _kinds = [.. PortCatalogue.Schemes.Select(scheme => new PortKind(scheme))];

    private PortKinds()
    {
    }

    /// <summary>All of them.</summary>
    public static PortKinds All { get; } = new();

    /// <summary>Those whose ports a guest opens itself.</summary>
    public static IReadOnlyList<PortKind> InGuests { get; } =
        [.. PortCatalogue.Schemes.Where(scheme => scheme.OpensInGuest).Select(scheme => new PortKind(scheme))];

    /// <inheritdoc/>
    public IEnumerable<string> Schemes => _kinds.Select(kind => kind.Scheme);

    /// <inheritdoc/>
    public bool TryGet(string scheme, [NotNullWhen(true)] out IPortDescription? kind)
    {
        kind = _kinds.FirstOrDefault(k => k.Scheme == PortCatalogue.SchemeOf(scheme + ":"));
        return kind is not null;
    }
}
