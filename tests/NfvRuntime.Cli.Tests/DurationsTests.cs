using NfvRuntime.Cli.Commands;

namespace NfvRuntime.Cli.Tests;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("10s", 10)]
    [InlineData("1.5s", 1.5)]
    [InlineData("5m", 300)]
    [InlineData("1h", 3600)]
    public void Reads_a_number_and_a_unit(string text, double seconds)
    {
        Assert.True(Durations.TryParse(text, out TimeSpan time));
        Assert.Equal(TimeSpan.FromSeconds(seconds), time);
    }

    [Theory]
    [InlineData("10")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("0s")]
    [InlineData("1e9s")]
    [InlineData("99999h")]
    [InlineData("ten s")]
    public void Refuses_what_is_no_time(string text) => Assert.False(Durations.TryParse(text, out _));
}
