using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Sdk.Tests.Settings;

public class SettingsReaderTests
{
    [Fact]
    public void Falls_back_when_an_optional_key_is_not_there()
    {
        var (reader, found) = Sample.Reader();
        Assert.Equal(64, reader.Optional("burst", Format.Int(), 64));
        Assert.Equal(0, found.Count);
    }

    [Fact]
    public void Says_what_a_missing_key_should_hold()
    {
        var (reader, found) = Sample.Reader();
        reader.Required("outside", Format.Ipv4Address);
        Assert.Equal(["t.yaml:1:1: error NFV0102: stage 'fw' needs the key 'outside' (an IPv4 address)"], Lines(found));
    }

    [Fact]
    public void Finds_every_mistake_in_one_reading()
    {
        var (reader, found) = Sample.Reader(
            ("burst", Sample.Text("many", 9)), ("rules", Sample.Text("x", 5)), ("rulez", Sample.Text("y", 7)), ("mode", Sample.List()));
        reader.Optional("burst", Format.Int(1, 256), 64);
        Assert.Empty(reader.Required("rules", Format.ListOf(Format.Text)));
        Assert.Equal("", reader.Required("mode", Format.Text));
        reader.Finish();
        Assert.Equal(
            [
                "t.yaml:1:1: error NFV0103: 'mode' must be a text, found a list",
                "t.yaml:1:1: error NFV0101: unknown key 'rulez' in stage 'fw'; did you mean 'rules'?",
                "t.yaml:1:5: error NFV0103: 'rules' must be a list, found 'x'",
                "t.yaml:1:9: error NFV0104: 'burst' must be a whole number from 1 to 256, found 'many'",
            ],
            Lines(found));
    }

    [Fact]
    public void Lists_the_known_keys_when_none_is_near()
    {
        var (reader, found) = Sample.Reader(("colour", Sample.Text("red")));
        reader.Optional("burst", Format.Int(), 1);
        reader.Has("rules");
        reader.Finish();
        Assert.Equal(["t.yaml:1:1: error NFV0101: unknown key 'colour' in stage 'fw'; known keys: burst, rules"], Lines(found));
    }

    [Fact]
    public void Names_the_entry_of_a_list_and_keeps_the_good_ones()
    {
        var (reader, found) = Sample.Reader(("ports", Sample.List(Sample.Text("22"), Sample.Text("ssh", 4), Sample.Map())));
        var ports = reader.Required("ports", Format.OneOrMany(Format.Range(0, 65535)));
        Assert.Empty(ports);
        Assert.Equal(
            [
                "t.yaml:1:1: error NFV0103: entry 3 of 'ports' must be a whole number or a range such as 1-9, within 0 to 65535, found a map",
                "t.yaml:1:4: error NFV0104: entry 2 of 'ports' must be a whole number or a range such as 1-9, within 0 to 65535, found 'ssh'",
            ],
            Lines(found));
    }

    [Fact]
    public void Takes_one_value_where_many_are_allowed()
    {
        var (reader, _) = Sample.Reader(("ports", Sample.Text("22")));
        Assert.Equal([new NumberRange(22, 22)], reader.Required("ports", Format.OneOrMany(Format.Range(0, 65535))));
    }

    [Fact]
    public void Reports_unknown_keys_of_nested_maps()
    {
        var rule = Sample.Map(("alow", Sample.Text("tcp")));
        var (reader, found) = Sample.Reader(("rules", Sample.List(rule)));
        reader.Required("rules", Format.ListOf(Format.Nested(r => r.Optional("allow", Format.Text, "any"))));
        Assert.Equal(["t.yaml:1:1: error NFV0101: unknown key 'alow' in entry 1 of 'rules'; did you mean 'allow'?"], Lines(found));
    }

    [Fact]
    public void Reads_maps_with_free_keys()
    {
        var (reader, found) = Sample.Reader(("weights", Sample.Map(("a", Sample.Text("1")), ("b", Sample.Text("no", 3)))));
        Assert.Empty(reader.Required("weights", Format.MapOf(Format.Int(0, 9))));
        Assert.Equal(["t.yaml:1:3: error NFV0104: 'b' of 'weights' must be a whole number from 0 to 9, found 'no'"], Lines(found));

        (reader, found) = Sample.Reader(("weights", Sample.Map(("a", Sample.Text("1")), ("b", Sample.Text("2")))));
        Assert.Equal([new("a", 1), new("b", 2)], reader.Required("weights", Format.MapOf(Format.Int(0, 9))));
        Assert.False(found.HasErrors);
    }

    [Fact]
    public void An_owner_can_refuse_or_question_a_value_where_it_stands()
    {
        var (reader, found) = Sample.Reader(("outside", Sample.Text("10.0.0.1", 20)));
        reader.Warn("outside", "a private address");
        Assert.False(found.HasErrors);
        reader.Refuse("outside", "already taken");
        Assert.True(found.HasErrors);
        Assert.Equal(
            ["t.yaml:1:20: warning NFV0107: a private address", "t.yaml:1:20: error NFV0107: already taken"],
            Lines(found));
    }

    [Fact]
    public void A_message_is_one_harmless_line_of_bounded_length()
    {
        var (reader, found) = Sample.Reader(("mode", Sample.Text("a\nb\e[1m" + new string('x', 200))));
        reader.Optional("mode", Format.Bool, false);
        string expected = "'mode' must be true or false, found 'a b [1m" + new string('x', 73) + "...'";
        Assert.Equal(expected, found.InFileOrder()[0].Message);
    }

    [Theory]
    [InlineData("rulez", "rules"), InlineData("burts", "burst"), InlineData("RULES", "rules"), InlineData("bursts", "burst")]
    [InlineData("r", null), InlineData("zzzzz", null), InlineData("", null)]
    public void Guesses_the_nearest_name(string written, string? meant) => Assert.Equal(meant, Nearest.Find(written, ["rules", "burst", "mode"]));

    [Fact]
    public void Allows_one_edit_in_short_names_and_a_third_in_long_ones()
    {
        Assert.Equal("fw", Nearest.Find("fv", ["nat", "fw"]));
        Assert.Null(Nearest.Find("xy", ["nat", "fw"]));
        Assert.Equal("ring-slots", Nearest.Find("ringslost", ["ring-slots"]));
    }

    private static IEnumerable<string> Lines(DiagnosticBag found) => found.InFileOrder().Select(d => d.ToString());
}
