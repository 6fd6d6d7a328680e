using Xunit.Abstractions;

namespace NfvRuntime.Actors.Tests.Stress;

public sealed class ShutdownStressTests(ITestOutputHelper output)
{
    private const int Rounds = 20;
    private const int Senders = 3;
    private const int UnderWay = 20_000;

    /// <summary>The dead letters are counted in another system, which outlives the first.</summary>
    [Fact]
    public async Task Every_message_that_flies_while_a_system_ends_is_processed_or_a_dead_letter()
    {
        using var witness = new TestSystem();
        output.WriteLine($"NFV_SEED={Seeds.Base}");
        var random = new Random(Seeds.Base);
        for (int round = 0; round < Rounds; round++)
        {
            await OneRound(witness, random);
        }
    }

    private static async Task OneRound(TestSystem witness, Random random)
    {
        int sent = 0;
        int processed = 0;
        int dead = 0;
        IActorRef counter = witness.Start((_, _) => Interlocked.Increment(ref dead));
        var test = new TestSystem();
        test.NewIsland("a", WaitPolicy.Adaptive());
        test.NewIsland("b");
        string[] islands = [Island.Control, "a", "b", Island.ThreadPool];
        test.System.EventStream.Subscribe(counter, typeof(DeadLetter));
        IActorRef[] actors = [.. Enumerable.Range(0, 16).Select(i => test.Start((_, _) => Interlocked.Increment(ref processed), null, islands[i % 4]))];
        using var stop = new CancellationTokenSource();
        Task[] senders = [.. Enumerable.Range(0, Senders).Select(_ => Task.Run(() =>
        {
            for (int i = 0; !stop.IsCancellationRequested; i++)
            {
                if (Volatile.Read(ref sent) - Volatile.Read(ref processed) - Volatile.Read(ref dead) > UnderWay)
                {
                    Thread.Yield(); // Or a slow machine would be busy with memory alone.
                    continue;
                }

                Interlocked.Increment(ref sent);
                actors[i % actors.Length].Tell(i, ActorRefs.NoSender);
            }
        }))];
        SpinWait.SpinUntil(() => Volatile.Read(ref sent) > random.Next(50_000), TestSystem.Patience);
        await test.System.Terminate().WaitAsync(TestSystem.Patience);
        await stop.CancelAsync();
        await Task.WhenAll(senders);
        Assert.True(
            SpinWait.SpinUntil(() => Volatile.Read(ref processed) + Volatile.Read(ref dead) >= sent, TestSystem.Patience),
            $"{sent} sent, {processed} processed, {dead} dead");
        await counter.GracefulStop(TestSystem.Patience);
        Assert.Equal(sent, processed + dead);
    }
}
