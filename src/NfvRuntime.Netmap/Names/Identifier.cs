namespace NfvRuntime.Netmap;

/// <summary>What netmap calls an identifier: ASCII letters, digits and underscores.</summary>
internal static class Identifier
{
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
            {
                return false;
            }
        }

        return true;
    }
}
