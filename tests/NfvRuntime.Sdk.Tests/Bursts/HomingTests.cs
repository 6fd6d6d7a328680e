using NfvRuntime.Actors.Islands;
using NfvRuntime.Netmap;

namespace NfvRuntime.Sdk.Tests.Bursts;

public class HomingTests
{
    private const int Bursts = 4;
    private const int Rounds = 2000;

    [Fact]
    public async Task Bursts_come_home_from_another_island_each_once_and_tell_who_waits_for_them()
    {
        using Region region = Region.Create(RegionLayout.For(1, 1, 16, 256), RegionBacking.Anonymous);
        uint free = region.FreeBufferCount;
        using (ActorSystem system = ActorSystem.Create("homing"))
        {
            system.CreateIsland(new IslandOptions { Id = "owner", Policy = WaitPolicy.Interrupt });
            system.CreateIsland(new IslandOptions { Id = "user", Policy = WaitPolicy.Interrupt });
            using var pool = new BurstPool(region, Bursts, 8, 0);
            var done = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            IActorRef user = system.ActorOf(Props.Create(() => new User()).WithDispatcher("user"));
            system.ActorOf(Props.Create(() => new Owner(pool, user, done)).WithDispatcher("owner"));
            Assert.Equal(Rounds, await done.Task.WaitAsync(TimeSpan.FromSeconds(20)));
            await system.Terminate();
            pool.Disown();
            Assert.Equal(Bursts, pool.Available);
            Assert.All(pool.Bursts, burst => Assert.True(burst.IsHome));
        }

        Assert.Equal(free, region.FreeBufferCount);
    }

    /// <summary>Sends all bursts out, waits until the pool says that one is back, and until all are.</summary>
    private sealed class Owner(BurstPool pool, IActorRef user, TaskCompletionSource<int> done) : UntypedActor
    {
        private int _credits;

        protected override void PreStart()
        {
            pool.Owner = Self;
            pool.Island = Island.Current;
            SendAll();
        }

        protected override void OnReceive(object message)
        {
            if (message is HomingBurst homing)
            {
                homing.Land();
            }
            else
            {
                _credits++; // told once a round, when the first burst is back
            }

            if (pool.Available < Bursts || message is not HomingBurst)
            {
                return;
            }

            if (_credits >= Rounds - 1)
            {
                done.TrySetResult(Rounds);
            }
            else
            {
                SendAll();
            }
        }

        private void SendAll()
        {
            while (pool.Take() is { } burst)
            {
                user.Tell(burst);
            }

            pool.Wanted = true;
        }
    }

    private sealed class User : UntypedActor
    {
        protected override void OnReceive(object message) => ((Burst)message).GoHome();
    }
}
