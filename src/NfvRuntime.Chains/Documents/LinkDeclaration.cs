using NfvRuntime.Chains.Paths;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Documents;

/// <summary>An entry of <c>links</c>: which hops of the paths it is about, and what it says of them.</summary>
/// <param name="Key">As written.</param>
/// <param name="From">Where the hops begin; any output unless it names one.</param>
/// <param name="To">Where the hops end; any input unless it names one.</param>
/// <param name="Choice">What is chosen.</param>
internal sealed record LinkDeclaration(ScalarNode Key, Hop From, Hop To, LinkChoice Choice)
{
    /// <summary>How many gates it names: of two that are about a hop, the one that names more gates holds.</summary>
    public int Weight => (From.Output is null ? 0 : 1) + (To.Input is null ? 0 : 1);

    /// <summary>Whether it is about a hop of a path.</summary>
    public bool IsAbout(string from, string output, string to, string input) =>
        From.Name == from && To.Name == to && (From.Output is null || From.OutputGate == output) && (To.Input is null || To.InputGate == input);
}
