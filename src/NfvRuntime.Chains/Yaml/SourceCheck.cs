using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Yaml;

/// <summary>Refuses what YAML parsers read differently from people: control characters, of which one even ends the file early.</summary>
internal static class SourceCheck
{
    public static bool Passes(string text, string file, DiagnosticBag diagnostics)
    {
        int line = 1, column = 1;
        foreach (char c in text)
        {
            if ((char.IsControl(c) && c is not ('\n' or '\r' or '\t')) || c is '\u2028' or '\u2029')
            {
                string message = $"the character U+{(int)c:X4} cannot stand in a chain file";
                diagnostics.Error(new SourcePosition(file, line, column), ChainCodes.NotYaml, message);
                return false;
            }

            column++;
            if (c != '\n') continue;
            line++;
            column = 1;
        }

        return true;
    }
}
