namespace ActorBehaviour.Dispatch;

public sealed class ConfigurationTests
{
    private static readonly Config Sample = ConfigurationFactory.ParseString("""
        # a comment
        a {
          number = 7
          text = some words   // another comment
          quoted = "with # and // and ,"
          on = on, off = off
          deep.er { value : 1.5 }
          times { short = 100ms, long = 2 m, seconds = 3s, plain = 250 }
          list = [one, "two", three]
        }
        a.number = 8
        """);

    [Fact]
    public void A_later_value_replaces_an_earlier_one() => Assert.Equal(8, Sample.GetInt("a.number"));

    [Fact]
    public void Plain_text_ends_at_a_comment() => Assert.Equal("some words", Sample.GetString("a.text"));

    [Fact]
    public void Quoted_text_is_taken_as_it_is() => Assert.Equal("with # and // and ,", Sample.GetString("a.quoted"));

    [Fact]
    public void Switches_are_on_or_off()
    {
        Assert.True(Sample.GetBoolean("a.on"));
        Assert.False(Sample.GetBoolean("a.off", true));
    }

    [Fact]
    public void Paths_may_be_written_with_dots() => Assert.Equal(1.5, Sample.GetDouble("a.deep.er.value"));

    [Theory]
    [InlineData("short", 100)]
    [InlineData("long", 120_000)]
    [InlineData("seconds", 3000)]
    [InlineData("plain", 250)]
    public void Times_have_units(string name, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Sample.GetTimeSpan($"a.times.{name}"));

    [Fact]
    public void Lists_are_read() => Assert.Equal(["one", "two", "three"], Sample.GetStringList("a.list"));

    [Fact]
    public void What_is_missing_is_the_default()
    {
        Assert.Equal(5, Sample.GetInt("none", 5));
        Assert.Equal("x", Sample.GetString("none", "x"));
        Assert.False(Sample.HasPath("none"));
    }

    [Fact]
    public void A_part_can_be_taken() => Assert.Equal(8, Sample.GetConfig("a")!.GetInt("number"));

    [Fact]
    public void A_fallback_fills_what_is_missing()
    {
        Config both = ConfigurationFactory.ParseString("a.x = 1").WithFallback(ConfigurationFactory.ParseString("a { x = 2, y = 3 }"));
        Assert.Equal(1, both.GetInt("a.x"));
        Assert.Equal(3, both.GetInt("a.y"));
    }

    [Fact]
    public void An_empty_text_is_an_empty_configuration() => Assert.True(ConfigurationFactory.Empty.IsEmpty);
}
