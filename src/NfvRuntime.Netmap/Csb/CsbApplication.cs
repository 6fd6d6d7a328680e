namespace NfvRuntime.Netmap;

/// <summary>The application's half of the CSB protocol for one ring: writes <see cref="CsbAtok"/>, reads <see cref="CsbKtoa"/>.</summary>
/// <remarks>For the one thread that owns the ring. What it reads is the peer's word: check it with <see cref="RingIndex.IsLegal"/>
/// before using it. To sleep: <see cref="Arm"/>, then <see cref="Read"/> again; if there is work now, <see cref="Disarm"/> and go on.</remarks>
/// <param name="atok">The ring's entry; 64-byte aligned and mapped as long as this value is used.</param>
/// <param name="ktoa">The ring's entry; 64-byte aligned and mapped as long as this value is used.</param>
public readonly unsafe struct CsbApplication(CsbAtok* atok, CsbKtoa* ktoa)
{
    /// <summary>Flags that the host passes to its next sync of this ring; set them before <see cref="Publish"/>.</summary>
    public uint SyncFlags
    {
        set => atok->SyncFlags = value;
    }

    /// <summary>Hands over all slots before <paramref name="head"/>. Then ask <see cref="KickNeeded"/>.</summary>
    public void Publish(uint head, uint cur)
    {
        CsbFences.WriteAgainstCurAheadOfSlots(ref atok->Cur, cur);
        CsbFences.WriteAgainstHeadAheadOfCur(ref atok->Head, head);
    }

    /// <summary>Whether the host asked to be kicked, judged after everything published so far.</summary>
    public bool KickNeeded()
    {
        CsbFences.AgainstKickCheckAheadOfPublication();
        return Volatile.Read(ref ktoa->KernNeedKick) != 0;
    }

    /// <summary>What the host last published, unchecked.</summary>
    public void Read(out uint hwCur, out uint hwTail)
    {
        hwTail = CsbFences.ReadAgainstHwTailAheadOfHwCur(ref ktoa->HwTail);
        hwCur = CsbFences.ReadAgainstHwCurAheadOfSlots(ref ktoa->HwCur);
    }

    /// <summary>Asks the host for a kick. Whoever arms must <see cref="Read"/> once more before sleeping.</summary>
    public void Arm()
    {
        Volatile.Write(ref atok->ApplNeedKick, 1);
        CsbFences.AgainstLookAheadOfAnnouncement();
    }

    /// <summary>Wants no kicks any more; one may still be on its way.</summary>
    public void Disarm() => Volatile.Write(ref atok->ApplNeedKick, 0);
}
