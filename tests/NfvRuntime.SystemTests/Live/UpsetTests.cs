using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.Live;

/// <summary>Traffic while things go wrong.</summary>
[Collection("live")]
public sealed class UpsetTests
{
    private const long Some = 4 << 20;

    [LiveTheory]
    [InlineData("packet")]
    [InlineData("tap")]
    public void A_failing_stage_is_restarted_and_a_transfer_completes(string kind)
    {
        using Joined joined = Joined.By(kind);
        joined.Start(joined.FailingEvery(100));
        using (Transfer transfer = new(joined.Left, joined.Right, Joined.RightAddress))
        {
            Until.True(() => joined.Metric("nfv_stage_restarts_total", "stage=\"bad\"") >= 5, () => "the stage does not fail");
            transfer.Advance(Some).Finish();
        }

        (Side left, Side right) = joined.Quiesce();
        Books books = joined.End();
        Assert.True(books.Restarts("bad") >= 5);
        Assert.True(books.Dropped("stage-fault") > 0);
        Expect.None(books.Imbalances().Concat(books.Contradictions(left)).Concat(books.Contradictions(right)));
    }

    [LiveTheory]
    [InlineData("packet")]
    [InlineData("tap")]
    public void A_transfer_goes_on_when_an_interface_has_been_down(string kind)
    {
        using Joined joined = Joined.By(kind).Start();
        using (Transfer transfer = new(joined.Right, joined.Left, Joined.LeftAddress))
        {
            for (int time = 0; time < 2; time++)
            {
                transfer.Advance(Some);
                ulong before = Unsent();
                joined.TakeLeft("down");
                Until.True(() => Unsent() > before, () => "the interface is not down");
                joined.TakeLeft("up");
            }

            transfer.Advance(Some).Finish();
        }

        joined.Left.Run($"ping -c 2 -i 0.02 -W 10 {Joined.RightAddressV6}").Succeeded();
        Books books = joined.End();
        Expect.None(books.Imbalances());
        Assert.Contains(books.Remarks, remark => remark.Contains("packets were not sent (interface-down)", StringComparison.Ordinal));

        ulong Unsent() => joined.Metric("nfv_port_dropped_total", "reason=\"interface-down\"");
    }

    [LiveTheory]
    [InlineData("packet")]
    [InlineData("tap")]
    public void Stopped_in_the_middle_of_a_transfer_the_program_says_what_became_of_every_packet(string kind)
    {
        using Joined joined = Joined.By(kind).Start();
        using Transfer there = new(joined.Left, joined.Right, Joined.RightAddress);
        there.Advance(Some);

        Books books = joined.End();

        Assert.Equal("signal", books.Ending);
        Expect.None(books.Imbalances());
    }

    [LiveTheory]
    [InlineData("packet")]
    [InlineData("tap")]
    public void Killed_and_started_again_it_finds_nothing_in_its_way(string kind)
    {
        using Joined joined = Joined.By(kind).Start();
        using (Transfer before = new(joined.Left, joined.Right, Joined.RightAddress))
        {
            before.Advance(Some);
            joined.Chain.Kill();
        }

        joined.Start();

        joined.Left.Run($"ping -c 2 -i 0.02 -W 10 {Joined.RightAddress}").Succeeded();
        joined.Left.Run($"ping -c 2 -i 0.02 -W 10 {Joined.RightAddressV6}").Succeeded();
        using (Transfer after = new(joined.Left, joined.Right, Joined.RightAddress))
        {
            after.Advance(Some).Finish();
        }

        Expect.None(joined.End().Imbalances());
    }

    /// <summary>Interfaces stay while the program that stands on them is exchanged, and connections with them.</summary>
    [LiveFact]
    public void A_connection_outlives_the_program_that_carries_it()
    {
        using Joined joined = new JoinedByPackets().Start();
        using Transfer transfer = new(joined.Left, joined.Right, Joined.RightAddress);
        transfer.Advance(Some);
        joined.Chain.Kill();
        joined.Start();
        transfer.Advance(Some).Finish();
    }
}
