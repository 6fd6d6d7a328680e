namespace NfvRuntime.Litmus;

/// <summary>Known bad, kept as it is on purpose: the application's publication as netmap has it, with a release but no full fence
/// before the kick check. Shares no code with the protocol, so that a change there cannot mend it.</summary>
internal readonly unsafe struct UnfencedApplicationPublishes : IKickProtocol
{
    public static bool PublishAndAskForKick(in SharedArena arena, uint round)
    {
        Volatile.Write(ref arena.Atok->Cur, round);
        Volatile.Write(ref arena.Atok->Head, round);
        return Volatile.Read(ref arena.Ktoa->KernNeedKick) != 0;
    }

    public static bool ArmAndLook(in SharedArena arena, uint round)
    {
        Volatile.Write(ref arena.Ktoa->KernNeedKick, 1);
        Interlocked.MemoryBarrier();
        return Volatile.Read(ref arena.Atok->Head) == round;
    }

    public static void Disarm(in SharedArena arena) => Volatile.Write(ref arena.Ktoa->KernNeedKick, 0);

    public static uint TouchNeedKick(in SharedArena arena) => Volatile.Read(ref arena.Ktoa->KernNeedKick);

    public static uint TouchIndex(in SharedArena arena) => Volatile.Read(ref arena.Atok->Head);
}
