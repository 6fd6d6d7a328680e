namespace NfvRuntime.Litmus;

/// <summary>One way of publishing work to a peer that may be about to sleep.</summary>
internal interface IKickProtocol
{
    /// <summary>The publisher's half: hand over <paramref name="round"/>, then look whether the peer wants a kick.</summary>
    static abstract bool PublishAndAskForKick(in SharedArena arena, uint round);

    /// <summary>The sleeper's half: ask for a kick, then look once more whether <paramref name="round"/> was handed over.</summary>
    static abstract bool ArmAndLook(in SharedArena arena, uint round);

    /// <summary>The sleeper takes its wish back, before the next round.</summary>
    static abstract void Disarm(in SharedArena arena);

    /// <summary>Brings the peer's flag into the publisher's cache, as a publisher that has just published before has it.</summary>
    static abstract uint TouchNeedKick(in SharedArena arena);

    /// <summary>Brings the index into the sleeper's cache, as a sleeper that has just polled has it.</summary>
    static abstract uint TouchIndex(in SharedArena arena);
}
