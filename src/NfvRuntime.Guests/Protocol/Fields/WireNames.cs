using System.Text;

namespace NfvRuntime.Guests.Protocol.Fields;

/// <summary>The names of an enumeration's values in messages: small letters, words joined by hyphens.</summary>
internal static class WireNames<T>
    where T : struct, Enum
{
    private static readonly Dictionary<T, string> Names = Enum.GetValues<T>().ToDictionary(static value => value, static value => Kebab($"{value}"));
    private static readonly Dictionary<string, T> Values = Names.ToDictionary(static pair => pair.Value, static pair => pair.Key);

    /// <summary>All of them, for error messages.</summary>
    public static string All { get; } = string.Join(", ", Names.Values);

    public static string Of(T value) => Names[value];

    public static bool TryParse(string name, out T value) => Values.TryGetValue(name, out value);

    private static string Kebab(string name)
    {
        var kebab = new StringBuilder();
        foreach (char letter in name)
        {
            if (char.IsUpper(letter) && kebab.Length > 0)
            {
                kebab.Append('-');
            }

            kebab.Append(char.ToLowerInvariant(letter));
        }

        return kebab.ToString();
    }
}
