using NfvRuntime.Netmap;

namespace NfvRuntime.Litmus;

/// <summary>The project's protocol: the host publishes, the application is about to sleep.</summary>
internal readonly unsafe struct HostPublishes : IKickProtocol
{
    public static bool PublishAndAskForKick(in SharedArena arena, uint round)
    {
        CsbHostSide host = arena.Host;
        host.Publish(round, round);
        return host.KickNeeded();
    }

    public static bool ArmAndLook(in SharedArena arena, uint round)
    {
        CsbApplication application = arena.Application;
        application.Arm();
        application.Read(out _, out uint hwTail);
        return hwTail == round;
    }

    public static void Disarm(in SharedArena arena) => arena.Application.Disarm();

    public static uint TouchNeedKick(in SharedArena arena) => Volatile.Read(ref arena.Atok->ApplNeedKick);

    public static uint TouchIndex(in SharedArena arena) => Volatile.Read(ref arena.Ktoa->HwTail);
}
