namespace NfvRuntime.Netmap;

/// <summary>The host's half of the CSB protocol for one ring: reads <see cref="CsbAtok"/>, writes <see cref="CsbKtoa"/>.</summary>
/// <remarks>For the one thread that serves the ring. What it reads is the peer's word: check it with <see cref="RingIndex.IsLegal"/>
/// before using it. To sleep: <see cref="Arm"/>, then <see cref="Read"/> again; if there is work now, <see cref="Disarm"/> and go on.</remarks>
/// <param name="atok">The ring's entry; 64-byte aligned and mapped as long as this value is used.</param>
/// <param name="ktoa">The ring's entry; 64-byte aligned and mapped as long as this value is used.</param>
public readonly unsafe struct CsbHostSide(CsbAtok* atok, CsbKtoa* ktoa)
{
    /// <summary>Writes the values with which CSB mode begins: both sides' indices, both need-kicks 1, sync flags 1.</summary>
    /// <remarks>Overwrites what the application had put there; call it before the application runs.</remarks>
    public void Seed(uint head, uint cur, uint hwCur, uint hwTail)
    {
        *atok = new CsbAtok { Head = head, Cur = cur, ApplNeedKick = 1, SyncFlags = 1 };
        *ktoa = new CsbKtoa { HwCur = hwCur, HwTail = hwTail, KernNeedKick = 1 };
        CsbFences.AgainstLookAheadOfAnnouncement();
    }

    /// <summary>What the application last published, unchecked.</summary>
    public void Read(out uint head, out uint cur, out uint syncFlags)
    {
        head = CsbFences.ReadAgainstHeadAheadOfCur(ref atok->Head);
        syncFlags = Volatile.Read(ref atok->SyncFlags);
        cur = CsbFences.ReadAgainstCurAheadOfSlots(ref atok->Cur);
    }

    /// <summary>Gives back slots up to <paramref name="hwTail"/>. Then ask <see cref="KickNeeded"/>.</summary>
    public void Publish(uint hwCur, uint hwTail)
    {
        CsbFences.WriteAgainstHwCurAheadOfSlots(ref ktoa->HwCur, hwCur);
        CsbFences.WriteAgainstHwTailAheadOfHwCur(ref ktoa->HwTail, hwTail);
    }

    /// <summary>Whether the application asked to be kicked, judged after everything published so far.</summary>
    public bool KickNeeded()
    {
        CsbFences.AgainstKickCheckAheadOfPublication();
        return Volatile.Read(ref atok->ApplNeedKick) != 0;
    }

    /// <summary>Asks the application for a kick. Whoever arms must <see cref="Read"/> once more before sleeping.</summary>
    public void Arm()
    {
        Volatile.Write(ref ktoa->KernNeedKick, 1);
        CsbFences.AgainstLookAheadOfAnnouncement();
    }

    /// <summary>Wants no kicks any more; one may still be on its way.</summary>
    public void Disarm() => Volatile.Write(ref ktoa->KernNeedKick, 0);
}
