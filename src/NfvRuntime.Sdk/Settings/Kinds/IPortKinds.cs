using System.Diagnostics.CodeAnalysis;

namespace NfvRuntime.Sdk.Settings;

/// <summary>The kinds of ports that can be opened from a chain file.</summary>
public interface IPortKinds
{
    /// <summary>All schemes, in a stable order.</summary>
    IEnumerable<string> Schemes { get; }

    /// <summary>The kind that opens a name, judged by what stands before its colon.</summary>
    bool TryGet(string scheme, [NotNullWhen(true)] out IPortDescription? kind);
}
