using NfvRuntime.Sdk.Settings;
using NfvRuntime.Sdk.TestKit;

namespace NfvRuntime.Sdk.Tests.TestKit;

public class SettingsTextTests
{
    [Theory]
    [InlineData("", "{}")]
    [InlineData("a: 1", "{a:1@1:4}")]
    [InlineData("{ a: 1, b: two words }", "{a:1@1:6,b:two words@1:12}")]
    [InlineData("a: [1, 2], b: { c: [] }", "{a:[1@1:5,2@1:8],b:{c:[]}}")]
    [InlineData("a: \"x, y\", b: '#'", "{a:'x, y'@1:4,b:'#'@1:15}")]
    [InlineData("to: 2001:db8::/32", "{to:2001:db8::/32@1:5}")]
    [InlineData("a: 1,\n  b: 2", "{a:1@1:4,b:2@2:6}")]
    public void Reads_the_braces_and_brackets_form(string text, string expected) => Assert.Equal(expected, Show(SettingsText.Parse(text)));

    [Theory]
    [InlineData("a", "settings:1:2: expected ':' in: a")]
    [InlineData("a: [1", "settings:1:6: expected ',' in: a: [1")]
    [InlineData("{a: 1}}", "settings:1:7: expected the end in: {a: 1}}")]
    [InlineData("a: \"x", "settings:1:4: expected a closing \" in: a: \"x")]
    public void Refuses_what_is_no_such_text(string text, string expected) =>
        Assert.Equal(expected, Assert.Throws<FormatException>(() => SettingsText.Parse(text)).Message);

    private static string Show(SettingsNode node) => node switch
    {
        MapNode map => $"{{{string.Join(',', map.Entries.Select(entry => $"{entry.Key.Text}:{Show(entry.Value)}"))}}}",
        ListNode list => $"[{string.Join(',', list.Items.Select(Show))}]",
        ScalarNode scalar => $"{(scalar.IsQuoted ? $"'{scalar.Text}'" : scalar.Text)}@{scalar.Position.Line}:{scalar.Position.Column}",
        _ => throw new NotSupportedException(),
    };
}
