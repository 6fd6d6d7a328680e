using System.Diagnostics.CodeAnalysis;
using NfvRuntime.Host;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Runtime;

/// <summary>One kind of port, opened by a function, and nothing beside it: for programs that run chains over ports of their own.</summary>
/// <param name="scheme">What stands before the colon of a port's name.</param>
/// <param name="open">Opens a port: its name in the chain, and where to open it.</param>
public sealed class SinglePortKind(string scheme, Func<string, PortOpening, IRingPort> open) : IPortKinds, IPortKind
{
    /// <inheritdoc/>
    public IEnumerable<string> Schemes => [Scheme];

    /// <inheritdoc/>
    public string Scheme => scheme;

    /// <inheritdoc/>
    public bool CanRead => true;

    /// <inheritdoc/>
    public bool CanWrite => true;

    /// <inheritdoc/>
    public bool TryGet(string scheme, [NotNullWhen(true)] out IPortDescription? kind)
    {
        kind = scheme == Scheme ? this : null;
        return kind is not null;
    }

    /// <summary>Reads none: a port of this kind is its name.</summary>
    public object ReadOptions(ScalarNode open, PortUse use, SettingsReader reader) => this;

    IRingPort IPortKind.Open(string name, string opened, object options, PortOpening context) => open(name, context);
}
