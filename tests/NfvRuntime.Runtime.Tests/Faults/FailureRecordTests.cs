using System.Diagnostics;
using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime.Tests.Faults;

public class FailureRecordTests
{
    private static readonly long Second = Stopwatch.Frequency;

    [Fact]
    public void K_failures_in_T_discard_state_and_K_more_take_it_out()
    {
        var record = new FailureRecord(new RestartLimit(3, TimeSpan.FromSeconds(10)), hasState: true);
        Assert.Equal(
            [Remedy.Restart, Remedy.Restart, Remedy.StartAfresh, Remedy.Restart, Remedy.Restart, Remedy.TakeOut],
            Enumerable.Range(1, 6).Select(second => record.Add(second * Second, false)));
        Assert.Equal((6, 3), (record.Total, record.Run));
    }

    [Fact]
    public void What_has_no_state_is_taken_out_at_once() =>
        Assert.Equal(Remedy.TakeOut, new FailureRecord(new RestartLimit(1, TimeSpan.FromSeconds(1)), hasState: false).Add(1, false));

    [Fact]
    public void The_window_slides()
    {
        var record = new FailureRecord(new RestartLimit(3, TimeSpan.FromSeconds(10)), hasState: false);
        Assert.Equal(
            [Remedy.Restart, Remedy.Restart, Remedy.Restart, Remedy.Restart, Remedy.TakeOut],
            new long[] { 1, 8, 12, 19, 21 }.Select(second => record.Add(second * Second, false)));
    }

    [Fact]
    public void After_a_quiet_time_state_is_discarded_again_before_the_last_step()
    {
        var record = new FailureRecord(new RestartLimit(2, TimeSpan.FromSeconds(10)), hasState: true);
        Assert.Equal(
            [Remedy.Restart, Remedy.StartAfresh, Remedy.Restart, Remedy.StartAfresh, Remedy.Restart, Remedy.TakeOut],
            new long[] { 1, 2, 20, 21, 22, 23 }.Select(second => record.Add(second * Second, false)));
    }

    [Fact]
    public void Starts_that_fail_are_limited_although_restarts_are_not()
    {
        var record = new FailureRecord(RestartLimit.Unlimited, hasState: true);
        Assert.All(Enumerable.Range(0, 100_000), i => Assert.Equal(Remedy.Restart, record.Add(i, false)));
        Remedy[] starts = [.. Enumerable.Range(0, 20).Select(i => record.Add(200_000 + i, true))];
        Assert.Equal((Remedy.StartAfresh, Remedy.TakeOut), (starts[9], starts[19]));
        Assert.Equal(18, starts.Count(remedy => remedy == Remedy.Restart));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 8)]
    [InlineData(6, 60)]
    [InlineData(1_000_000, 60)]
    public void Tries_are_doubled_up_to_a_bound(int failed, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryBackoff.Default.Delay(failed));
}
