using System.Diagnostics.CodeAnalysis;

namespace NfvRuntime.Sdk.Settings;

/// <summary>The kinds of stages that can be named in a chain file.</summary>
public interface IStageKinds
{
    /// <summary>All names, in a stable order.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>The kind of a name.</summary>
    bool TryGet(string name, [NotNullWhen(true)] out IStageDescription? kind);
}
