using System.Diagnostics.CodeAnalysis;

namespace NfvRuntime.Chains;

/// <summary>The product's kinds of guests.</summary>
public sealed class GuestCatalogue : IGuestKinds
{
    private readonly IGuestDescription[] _kinds;

    private GuestCatalogue(params IGuestDescription[] kinds) => _kinds = kinds;

    /// <summary>The kinds there are.</summary>
    public static GuestCatalogue BuiltIn { get; } = new(new ProcessGuestKind());

    /// <inheritdoc/>
    public IEnumerable<string> Names => _kinds.Select(kind => kind.Name);

    /// <inheritdoc/>
    public bool TryGet(string name, [NotNullWhen(true)] out IGuestDescription? kind)
    {
        kind = Array.Find(_kinds, k => k.Name == name);
        return kind is not null;
    }

    /// <inheritdoc/>
    public string? WhyUnavailable(string name) =>
        name == "qemu" ? "guests of kind 'qemu' are not available in this version: 'process' runs the same stages in a process of their own" : null;
}
