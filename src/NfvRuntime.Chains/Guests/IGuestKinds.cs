using System.Diagnostics.CodeAnalysis;

namespace NfvRuntime.Chains;

/// <summary>The kinds of guests that can be named in a chain file.</summary>
public interface IGuestKinds
{
    /// <summary>All names that <see cref="TryGet"/> finds, in a stable order.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>The kind of a name.</summary>
    bool TryGet(string name, [NotNullWhen(true)] out IGuestDescription? kind);

    /// <summary>Why a kind that chain files know cannot be had here; null for names that mean nothing.</summary>
    string? WhyUnavailable(string name) => null;
}
