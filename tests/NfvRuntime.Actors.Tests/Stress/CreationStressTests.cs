namespace NfvRuntime.Actors.Tests.Stress;

public sealed class CreationStressTests : IDisposable
{
    private const int Waves = 100;
    private const int PerWave = 10_000;

    private readonly TestSystem _test = new();
    private int _started;
    private int _stopped;

    public void Dispose() => _test.Dispose();

    [Fact]
    public void A_million_actors_are_created_and_stopped()
    {
        _test.NewIsland("other");
        Script script = new()
        {
            PreStart = _ => Interlocked.Increment(ref _started),
            PostStop = _ => Interlocked.Increment(ref _stopped),
        };
        IActorRef nursery = _test.Start((message, context) =>
        {
            for (int i = 0; i < PerWave; i++)
            {
                // Half of them elsewhere; half of them end by themselves, the others with their siblings.
                Props props = Scripted.Props(script).WithDispatcher(i % 2 == 0 ? "other" : Island.OfParent);
                IActorRef child = context.ActorOf(props);
                if (i % 4 < 2)
                {
                    child.Tell(PoisonPill.Instance);
                }
            }

            foreach (IActorRef child in context.GetChildren())
            {
                context.Stop(child);
            }

            context.Sender.Tell(message);
        });
        for (int wave = 0; wave < Waves; wave++)
        {
            Assert.Equal(wave, TestSystem.Answer<int>(nursery, wave));
        }

        Assert.True(
            SpinWait.SpinUntil(() => Volatile.Read(ref _stopped) == Waves * PerWave, TestSystem.Patience),
            $"{_started} started, {_stopped} stopped");
        Assert.Equal(_stopped, _started);
    }
}
