using System.Collections.Concurrent;
using System.Diagnostics;

namespace NfvRuntime.Actors.Tests.Tracing;

/// <summary>One at a time: whether somebody listens holds for the whole process.</summary>
[Collection(nameof(TracingTests))]
[CollectionDefinition(nameof(TracingTests), DisableParallelization = true)]
public sealed class TracingTests : IDisposable
{
    private static readonly ActivitySource Source = new("test");

    private readonly TestSystem _test = new();

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData(Island.Control)]
    [InlineData(Island.ThreadPool)]
    public void The_activity_of_the_sender_is_the_parent_where_the_message_is_processed(string island)
    {
        using ActivityListener listener = Listen([]);
        using var probe = new BlockingCollection<Activity?>();
        IActorRef actor = _test.Start((_, _) => probe.Add(Activity.Current), island: island);
        using Activity? sent = Source.StartActivity("send");
        actor.Tell("go");
        Activity received = Take(probe)!;
        Assert.Equal(sent!.TraceId, received.TraceId);
        Assert.Equal(sent.SpanId, received.ParentSpanId);
        Assert.Equal(actor.Path.ToStringWithoutAddress(), received.GetTagItem("actor.path"));
    }

    [Fact]
    public void A_trace_goes_on_from_actor_to_actor()
    {
        using ActivityListener listener = Listen([]);
        using var probe = new BlockingCollection<Activity?>();
        IActorRef last = _test.Start((_, _) => probe.Add(Activity.Current));
        IActorRef first = _test.Start((message, _) => last.Tell(message));
        using Activity? sent = Source.StartActivity("send");
        first.Tell("go");
        Assert.Equal(sent!.TraceId, Take(probe)!.TraceId);
    }

    [Fact]
    public void The_activity_ends_with_the_message()
    {
        ConcurrentQueue<Activity> stopped = [];
        using ActivityListener listener = Listen(stopped);
        IActorRef actor = _test.Start((message, context) => context.Sender.Tell(message));
        using (Source.StartActivity("send"))
        {
            Assert.Equal("go", TestSystem.Answer<string>(actor, "go"));
        }

        Assert.True(SpinWait.SpinUntil(() => stopped.Any(activity => activity.Source.Name == IslandExtensions.ActivitySourceName), TestSystem.Patience));
    }

    [Fact]
    public void Without_a_listener_there_is_no_activity()
    {
        using var probe = new BlockingCollection<Activity?>();
        IActorRef actor = _test.Start((_, _) => probe.Add(Activity.Current));
        using Activity sent = new Activity("send").Start();
        actor.Tell("go");
        Assert.Null(Take(probe));
    }

    [Fact]
    public void An_island_of_the_data_path_carries_nothing()
    {
        using ActivityListener listener = Listen([]);
        _test.NewIsland("data");
        using var probe = new BlockingCollection<Activity?>();
        IActorRef actor = _test.Start((_, _) => probe.Add(Activity.Current), island: "data");
        using Activity? sent = Source.StartActivity("send");
        actor.Tell("go");
        Assert.Null(Take(probe));
    }

    [Fact]
    public async Task A_dead_letter_holds_the_message_as_it_was_told()
    {
        using ActivityListener listener = Listen([]);
        var probe = new Probe(_test);
        _test.System.EventStream.Subscribe(probe.Ref, typeof(DeadLetter));
        IActorRef actor = _test.Start((_, _) => { });
        await actor.GracefulStop(TestSystem.Patience);
        using Activity? sent = Source.StartActivity("send");
        actor.Tell("lost");
        Assert.Equal("lost", probe.Expect<DeadLetter>().Message);
    }

    private static Activity? Take(BlockingCollection<Activity?> from)
    {
        Assert.True(from.TryTake(out Activity? taken, TestSystem.Patience));
        return taken;
    }

    private static ActivityListener Listen(ConcurrentQueue<Activity> stopped)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "test" or IslandExtensions.ActivitySourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
