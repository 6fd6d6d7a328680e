namespace NfvRuntime.Host.Tests;

public sealed class WakeTests : IDisposable
{
    private const int Rounds = 100_000;

    private readonly RingWake _wake = new();
    private readonly int[] _published = new int[64];
    private readonly int[] _turn = new int[96];
    private int _kicked;
    private int _seen;

    [Fact]
    public async Task A_publication_is_seen_by_the_sleeper_or_kicks_it()
    {
        // One publishes and looks for the request, the other requests and looks for the publication, as nearly at once as can be had:
        // delays adapt until either is late equally often. Without a full fence on both sides some rounds do neither.
        int seed = Environment.TickCount;
        int lost = 0;
        int lead = 0;
        Task publisher = Task.Factory.StartNew(() => Publish(new Random(seed)), TaskCreationOptions.LongRunning);
        var random = new Random(seed + 1);
        for (int round = 1; round <= Rounds; round++)
        {
            Meet(0, round);
            Delay(Math.Max(0, lead) + random.Next(20));
            _wake.Announce();
            _seen = Volatile.Read(ref _published[32]);
            Meet(1, round);
            lost += _seen != round && Volatile.Read(ref _kicked) == 0 ? 1 : 0;
            lead += _seen == round ? -1 : 1;
            lead = Math.Clamp(lead, -1, 300);
            _wake.Withdraw();
            _wake.Drain();
            Meet(2, round);
        }

        await publisher;
        Assert.True(lost == 0, $"seed {seed}: {lost} of {Rounds} wake-ups were lost");
    }

    public void Dispose() => _wake.Dispose();

    private void Publish(Random random)
    {
        for (int round = 1; round <= Rounds; round++)
        {
            Meet(0, round);
            Delay(random.Next(40));
            Volatile.Write(ref _published[32], round);
            Volatile.Write(ref _kicked, _wake.Notify() ? 1 : 0);
            Meet(1, round);
            Meet(2, round);
        }
    }

    private static void Delay(int steps)
    {
        int sink = 0;
        for (int i = 0; i < steps; i++)
        {
            Volatile.Write(ref sink, i);
        }
    }

    // Both come here before either goes on.
    private void Meet(int place, int round)
    {
        ref int turn = ref _turn[(place + 1) * 24];
        Interlocked.Increment(ref turn);
        for (int spins = 0; Volatile.Read(ref turn) < 2 * round; spins++)
        {
            if (spins > 2000)
            {
                Thread.Yield();
            }
        }
    }
}
