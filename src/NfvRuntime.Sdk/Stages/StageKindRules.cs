namespace NfvRuntime.Sdk;

/// <summary>What a kind of stage may declare: chain files must be able to write its names, and verdicts to tell its gates apart.</summary>
internal static class StageKindRules
{
    private const int MaxNameLength = 48;

    /// <exception cref="ArgumentException">Something cannot be; the message names the kind and what is wrong.</exception>
    public static void Check(StageKind kind)
    {
        if (!IsWord(kind.Name))
        {
            throw new ArgumentException(
                $"'{kind.Name}' cannot be the name of a kind of stage: use up to {MaxNameLength} lower-case letters, digits and dashes, a letter first.");
        }

        CheckGates(kind, "output", kind.OutputGates);
        CheckGates(kind, "input", kind.InputGates);
        CheckBypass(kind);
    }

    private static void CheckBypass(StageKind kind)
    {
        foreach ((string input, string output) in kind.Bypass)
        {
            if (!kind.InputGates.Contains(input) || !kind.OutputGates.Contains(output))
            {
                throw new ArgumentException($"Kind '{kind.Name}' lets packets bypass it from input gate '{input}' to output gate '{output}': it has no such gate.");
            }
        }
    }

    private static void CheckGates(StageKind kind, string side, IReadOnlyList<string> gates)
    {
        if (gates.Count > Verdict.MaxGates)
        {
            throw new ArgumentException($"Kind '{kind.Name}' has {gates.Count} {side} gates; {Verdict.MaxGates} are the most.");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach ((int number, string gate) in gates.Index())
        {
            if (!seen.Add(gate))
            {
                string what = gate.Length == 0 ? $"default {side} gate" : $"{side} gate '{gate}'";
                throw new ArgumentException($"Kind '{kind.Name}' declares its {what} twice; every kind has the default gates without declaring them.");
            }

            if (number > 0 && !IsGate(gate))
            {
                throw new ArgumentException($"Kind '{kind.Name}' has an {side} gate '{gate}', which no chain file can name: "
                    + $"use up to {MaxNameLength} letters, digits, '-' and '_', a letter first.");
            }
        }
    }

    private static bool IsWord(string text) =>
        IsGate(text) && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static bool IsGate(string text) => text.Length is > 0 and <= MaxNameLength && char.IsAsciiLetter(text[0])
        && text[^1] != '-' && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
