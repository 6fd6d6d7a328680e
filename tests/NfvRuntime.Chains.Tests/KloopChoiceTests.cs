namespace NfvRuntime.Chains.Tests;

public sealed class KloopChoiceTests
{
    public static TheoryData<string, int?, bool> Forms => new()
    {
        { "", null, false },
        { "options: { kloops: notify }", null, false },
        { "options: { kloops: periodic }", 100, false },
        { "options: { kloops: { every: 250us } }", 250, false },
        { "options: { kloops: { per: ring } }", null, true },
        { "options: { kloops: { mode: periodic, per: ring } }", 100, true },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Kloops_are_woken_or_look_again_and_serve_ports_or_rings(string options, int? microseconds, bool isPerRing)
    {
        KloopChoice choice = Read(options).Plan!.Options.Kloops;

        Assert.Equal((microseconds, isPerRing), ((int?)choice.Every?.TotalMicroseconds, choice.IsPerRing));
    }

    [Fact]
    public void A_pause_goes_with_periodic_kloops_only() => Assert.Contains(
        Read("options: { kloops: { mode: notify, every: 1ms } }").Diagnostics, mistake => mistake.Message.Contains("'every' goes with 'mode: periodic'", StringComparison.Ordinal));

    private static ChainResult Read(string options) => Sample.Parse($$"""
        chain: t
        ports: { lan: "netmap:lan", wan: "netmap:wan" }
        paths: { out: lan -> wan }
        {{options}}
        """);
}
