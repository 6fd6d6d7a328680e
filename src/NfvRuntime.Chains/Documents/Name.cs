using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Documents;

/// <summary>What users may call chains, ports, stages, paths and gates.</summary>
internal static class Name
{
    /// <summary>Where a path ends that leads nowhere; no port or stage can be called so.</summary>
    public const string Drop = "drop";

    /// <summary>Where a branch ends whose packets leave by the port from which the one came that gave cause; no port or stage can be called so.</summary>
    public const string Sender = "sender";

    private const int MaximumLength = 48; // long enough to read, short enough for a label

    public static bool IsValid(string text) =>
        text.Length is > 0 and <= MaximumLength && char.IsAsciiLetter(text[0]) && text[^1] != '-' && text.All(IsNameCharacter);

    /// <summary>Whether a name stands for an end of paths.</summary>
    public static bool IsEnd(string name) => name is Drop or Sender;

    public static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';

    /// <summary>Reports a text that is no name.</summary>
    public static bool Check(ScalarNode text, string subject, DiagnosticBag diagnostics)
    {
        if (IsValid(text.Text)) return true;
        string rule = $"a name has up to {MaximumLength} letters, digits, '-' and '_', begins with a letter and does not end with '-'";
        diagnostics.Error(text.Position, ChainCodes.BadName, $"'{text.Text}' cannot be the name of {subject}: {rule}");
        return false;
    }
}
