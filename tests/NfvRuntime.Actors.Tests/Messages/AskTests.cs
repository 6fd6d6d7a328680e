namespace NfvRuntime.Actors.Tests.Messages;

public sealed class AskTests : IDisposable
{
    private readonly TestSystem _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task An_answer_completes_the_task()
    {
        IActorRef echo = _test.Start((message, context) => context.Sender.Tell(message));
        Assert.Equal("hello", await echo.Ask<string>("hello", TestSystem.Patience));
        Assert.Equal(1, await echo.Ask(1));
    }

    [Fact]
    public async Task No_answer_in_time_fails()
    {
        IActorRef mute = _test.Start((_, _) => { });
        await Assert.ThrowsAsync<AskTimeoutException>(() => mute.Ask<string>("hello", TimeSpan.FromMilliseconds(20)));
    }

    [Fact]
    public async Task An_answer_of_another_type_fails_and_names_both_types()
    {
        IActorRef echo = _test.Start((message, context) => context.Sender.Tell(message));
        ArgumentException thrown = await Assert.ThrowsAsync<ArgumentException>(() => echo.Ask<int>("hello", TestSystem.Patience));
        Assert.Contains("System.String", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("System.Int32", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_status_fails_with_its_cause()
    {
        IActorRef actor = _test.Start((_, context) => context.Sender.Tell(new Status.Failure(new InvalidOperationException("no"))));
        InvalidOperationException thrown =
            await Assert.ThrowsAsync<InvalidOperationException>(() => actor.Ask<string>("x", TestSystem.Patience));
        Assert.Equal("no", thrown.Message);
    }

    [Fact]
    public async Task Cancelling_ends_the_waiting()
    {
        IActorRef mute = _test.Start((_, _) => { });
        using var cancelled = new CancellationTokenSource();
        Task<string> answer = mute.Ask<string>("hello", cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
    }

    [Fact]
    public async Task A_second_answer_is_a_dead_letter()
    {
        var letters = new Probe(_test);
        _test.System.EventStream.Subscribe(letters.Ref, typeof(Event.DeadLetter));
        IActorRef twice = _test.Start((message, context) =>
        {
            context.Sender.Tell(message);
            context.Sender.Tell("again");
        });
        await twice.Ask<string>("first", TestSystem.Patience);
        Assert.Equal("again", letters.Expect<Event.DeadLetter>().Message);
    }

    [Fact]
    public async Task Many_threads_may_ask_at_once()
    {
        IActorRef doubler = _test.Start((message, context) => context.Sender.Tell((int)message * 2));
        int[] answers = await Task.WhenAll(Enumerable.Range(0, 2000).Select(i => Task.Run(() => doubler.Ask<int>(i, TestSystem.Patience))));
        Assert.Equal(Enumerable.Range(0, 2000).Select(i => i * 2), answers);
    }
}
