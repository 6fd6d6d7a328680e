namespace NfvRuntime.Actors.Tests.Stress;

public sealed class MessageStressTests : IDisposable
{
    private const int PerSender = 1_250_000;
    private const int Window = 1000;

    private readonly TestSystem _test = new();

    public void Dispose() => _test.Dispose();

    /// <summary>Each sender keeps a window under way; each receiver checks the order of each sender.</summary>
    [Fact]
    public void Ten_million_messages_across_islands_all_come_and_in_order()
    {
        string[] islands = ["a", "b", Island.Control, Island.ThreadPool];
        _test.NewIsland("a", WaitPolicy.Adaptive());
        _test.NewIsland("b", WaitPolicy.Yield);
        using var done = new CountdownEvent(islands.Length * 2);
        string? wrong = null;
        Action<string> complain = text => wrong = text;
        foreach (string island in islands)
        {
            IActorRef receiver = _test.System.ActorOf(Props.Create(() => new Receiver(complain)).WithDispatcher(island));
            foreach (string from in islands.Where(other => other != island).Take(2))
            {
                IActorRef sender = _test.System.ActorOf(Props.Create(() => new Sender(receiver, done)).WithDispatcher(from));
                sender.Tell("go");
            }
        }

        Assert.True(done.Wait(TestSystem.Patience * 6), $"{done.CurrentCount} senders are not done");
        Assert.Null(wrong);
    }

    private sealed class Sender(IActorRef receiver, CountdownEvent done) : UntypedActor
    {
        private int _next;
        private int _answered;

        protected override void OnReceive(object message)
        {
            if (message is int count)
            {
                _answered += count;
            }

            while (_next < PerSender && _next - _answered < Window)
            {
                receiver.Tell(_next++);
            }

            if (_answered == PerSender)
            {
                done.Signal();
            }
        }
    }

    private sealed class Receiver(Action<string> complain) : UntypedActor
    {
        private const int Batch = Window / 4;
        private readonly Dictionary<IActorRef, int> _next = [];

        protected override void OnReceive(object message)
        {
            int expected = _next.GetValueOrDefault(Sender);
            if (!message.Equals(expected))
            {
                complain($"{Sender} sent {message} where {expected} was expected");
            }

            _next[Sender] = expected + 1;
            if ((expected + 1) % Batch == 0)
            {
                Sender.Tell(Batch);
            }
        }
    }
}
