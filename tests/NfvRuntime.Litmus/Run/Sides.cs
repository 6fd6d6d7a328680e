namespace NfvRuntime.Litmus;

/// <summary>The two loops that run against each other, one on each side.</summary>
internal unsafe struct Sides(SharedArena arena, Rendezvous rendezvous, ulong seed)
{
    private const int LeadSteps = 8;
    private const int MaxLead = 8192;

    private readonly SharedArena _arena = arena;
    private Rendezvous _rendezvous = rendezvous;
    private Jitter _jitter = new(seed);
    private uint _round;
    private uint _sink; // keeps the reads that only warm a cache line
    private int _lead; // how many spins the publisher needs longer than we, learned from who came too late

    public readonly long Stalls => _rendezvous.Stalls;

    /// <summary>The publisher's part of one block.</summary>
    public void Publish(Block block)
    {
        switch (block)
        {
            case { HostPublishes: true, Fenced: true }:
                Publish<HostPublishes>(block.Rounds);
                break;
            case { HostPublishes: true }:
                Publish<UnfencedHostPublishes>(block.Rounds);
                break;
            case { Fenced: true }:
                Publish<ApplicationPublishes>(block.Rounds);
                break;
            default:
                Publish<UnfencedApplicationPublishes>(block.Rounds);
                break;
        }
    }

    /// <summary>The sleeper's part of one block.</summary>
    public void Sleep(Block block, ref Tally tally)
    {
        switch (block)
        {
            case { HostPublishes: true, Fenced: true }:
                Sleep<HostPublishes>(block.Rounds, ref tally);
                break;
            case { HostPublishes: true }:
                Sleep<UnfencedHostPublishes>(block.Rounds, ref tally);
                break;
            case { Fenced: true }:
                Sleep<ApplicationPublishes>(block.Rounds, ref tally);
                break;
            default:
                Sleep<UnfencedApplicationPublishes>(block.Rounds, ref tally);
                break;
        }
    }

    /// <summary>Publishes once a round and tells the other side whether it would have kicked.</summary>
    private void Publish<TProtocol>(long rounds)
        where TProtocol : IKickProtocol
    {
        for (long i = 0; i < rounds; i++)
        {
            _round++;
            uint lines = _jitter.Next() % (SharedArena.SlotLines + 1);
            int spins = _jitter.NextSpins();
            _rendezvous.Meet();
            do
            {
                _sink += TProtocol.TouchNeedKick(_arena);
            }
            while (--spins >= 0);

            // Slots on lines that the sleeper holds: they fill the store buffer in front of the index, as they do in life.
            for (int line = 0; line < lines; line++)
            {
                _arena.Slot(line) = _round;
            }

            bool kick = TProtocol.PublishAndAskForKick(_arena, _round);
            _rendezvous.MeetTelling(kick ? 1u : 0);
        }
    }

    /// <summary>Goes to sleep once a round and judges what came of it.</summary>
    private void Sleep<TProtocol>(long rounds, ref Tally tally)
        where TProtocol : IKickProtocol
    {
        for (long i = 0; i < rounds; i++)
        {
            _round++;
            int spins = _jitter.NextSpins() + (_lead / LeadSteps);
            _rendezvous.Meet();
            do
            {
                _sink += TProtocol.TouchIndex(_arena);
            }
            while (--spins >= 0);

            bool seen = TProtocol.ArmAndLook(_arena, _round);
            bool kicked = _rendezvous.MeetListening() != 0;
            tally.Add(kicked, seen);
            _lead = Math.Clamp(_lead + (kicked ? 1 : 0) - (seen ? 1 : 0), 0, MaxLead);
            TProtocol.Disarm(_arena);
            for (int line = 0; line < SharedArena.SlotLines; line++)
            {
                _sink += _arena.Slot(line);
            }
        }
    }
}
