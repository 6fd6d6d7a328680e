using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Paths;

/// <summary>A stop of a path as written: <c>[input] name [output]</c>.</summary>
/// <param name="Name">Of a port or stage, <c>drop</c> or <c>sender</c>.</param>
/// <param name="Position">Of the name.</param>
/// <param name="Input">The gate in front of the name, if any.</param>
/// <param name="Output">The gate behind the name, if any.</param>
internal sealed record Hop(string Name, SourcePosition Position, GateName? Input, GateName? Output)
{
    /// <summary>The input's name; the default input is the empty name.</summary>
    public string InputGate => Input?.Name ?? "";

    /// <summary>The output's name; the default output is the empty name.</summary>
    public string OutputGate => Output?.Name ?? "";
}
