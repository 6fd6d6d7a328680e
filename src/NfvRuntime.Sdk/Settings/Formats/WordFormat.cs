using System.Text;

namespace NfvRuntime.Sdk.Settings;

internal sealed class WordFormat<T> : ScalarFormat<T>
    where T : struct, Enum
{
    private readonly Dictionary<string, T> _words = Enum.GetValues<T>().ToDictionary(v => Kebab(v.ToString()));

    public override string Expected => $"one of {string.Join(", ", _words.Keys)}";

    protected override ParseResult Parse(string text, out T value) =>
        _words.TryGetValue(text, out value) ? ParseResult.Ok : ParseResult.UnknownWord;

    protected override string ExpectedInsteadOf(string text) =>
        Nearest.Find(text, _words.Keys) is { } near ? $"{Expected} (did you mean '{near}'?)" : Expected;

    private static string Kebab(string name)
    {
        var word = new StringBuilder();
        foreach (char c in name)
        {
            if (char.IsUpper(c) && word.Length > 0) word.Append('-');
            word.Append(char.ToLowerInvariant(c));
        }

        return word.ToString();
    }
}
