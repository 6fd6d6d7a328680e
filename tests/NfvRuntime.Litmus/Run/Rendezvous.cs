namespace NfvRuntime.Litmus;

/// <summary>A barrier of two that both leave within a cache-line transfer. The sense it reverses is the phase number.</summary>
internal unsafe struct Rendezvous(RendezvousLine* mine, RendezvousLine* theirs, Func<bool> peerIsAlive)
{
    private const int SpinsBeforeYield = 100_000;

    private uint _phase;

    /// <summary>Times the peer kept us waiting so long that it cannot have been running.</summary>
    public long Stalls { get; private set; }

    /// <summary>Announces that this side is here, and waits for the other.</summary>
    public void Meet()
    {
        _phase++;
        Volatile.Write(ref mine->Phase, _phase);
        int spins = 0;
        while (IsPeerBehind())
        {
            if (++spins == SpinsBeforeYield)
            {
                spins = 0;
                WaitForDescheduledPeer();
            }
        }
    }

    /// <summary>Meets and tells the other side something, which it may read until it next meets.</summary>
    public void MeetTelling(uint outcome)
    {
        mine->Outcome = outcome;
        Meet();
    }

    /// <summary>Meets and returns what the other side tells.</summary>
    public uint MeetListening()
    {
        Meet();
        return theirs->Outcome;
    }

    // The peer is at most one phase ahead; a phase counter that wraps is compared as a difference.
    private readonly bool IsPeerBehind() => (int)(Volatile.Read(ref theirs->Phase) - _phase) < 0;

    private void WaitForDescheduledPeer()
    {
        Stalls++;
        // Looked at once more: a peer whose last phase this was may have ended since.
        if (!peerIsAlive() && IsPeerBehind())
        {
            throw new PeerLostException();
        }

        Thread.Yield();
    }
}
