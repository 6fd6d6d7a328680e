using System.Runtime.CompilerServices;

namespace NfvRuntime.Netmap;

/// <summary>Every fence of the CSB protocol, named after the race that it closes: "X ahead of Y" is the other side seeing X but not yet Y.</summary>
/// <remarks>Nothing else in the project orders accesses to a CSB. Index fences are release on the writer's and acquire on the reader's
/// side; the two kick fences are full ones, because a store followed by a load of something else is reordered even by x86.</remarks>
public static class CsbFences
{
    /// <summary>Application writes cur: the host would take slots that are not written yet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteAgainstCurAheadOfSlots(ref uint cur, uint value) => Volatile.Write(ref cur, value);

    /// <summary>Host reads cur, the last index before it touches slots.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ReadAgainstCurAheadOfSlots(ref uint cur) => Volatile.Read(ref cur);

    /// <summary>Application writes head: with a new head and an old cur the host would find head beyond cur and refuse both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteAgainstHeadAheadOfCur(ref uint head, uint value) => Volatile.Write(ref head, value);

    /// <summary>Host reads head, before cur.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ReadAgainstHeadAheadOfCur(ref uint head) => Volatile.Read(ref head);

    /// <summary>Host writes hwcur: the application would take slots back that the host still works on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteAgainstHwCurAheadOfSlots(ref uint hwCur, uint value) => Volatile.Write(ref hwCur, value);

    /// <summary>Application reads hwcur, the last index before it touches slots.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ReadAgainstHwCurAheadOfSlots(ref uint hwCur) => Volatile.Read(ref hwCur);

    /// <summary>Host writes hwtail: with a new hwtail and an old hwcur the application would find more slots than the ring has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteAgainstHwTailAheadOfHwCur(ref uint hwTail, uint value) => Volatile.Write(ref hwTail, value);

    /// <summary>Application reads hwtail, before hwcur.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ReadAgainstHwTailAheadOfHwCur(ref uint hwTail) => Volatile.Read(ref hwTail);

    /// <summary>Between publishing an index and reading the peer's need-kick: the kick check must not run ahead of the publication,
    /// or the peer, armed in between, sees no work and is not kicked. netmap has only a release here and hides the lost wake-up
    /// behind a time-out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AgainstKickCheckAheadOfPublication() => Interlocked.MemoryBarrier();

    /// <summary>Between setting one's own need-kick and looking at the peer's indices once more: the look must not run ahead of the
    /// announcement, or a publication in between is neither seen nor kicked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AgainstLookAheadOfAnnouncement() => Interlocked.MemoryBarrier();
}
