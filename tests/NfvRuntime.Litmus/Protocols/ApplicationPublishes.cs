using NfvRuntime.Netmap;

namespace NfvRuntime.Litmus;

/// <summary>The project's protocol: the application publishes, the host is about to sleep.</summary>
internal readonly unsafe struct ApplicationPublishes : IKickProtocol
{
    public static bool PublishAndAskForKick(in SharedArena arena, uint round)
    {
        CsbApplication application = arena.Application;
        application.Publish(round, round);
        return application.KickNeeded();
    }

    public static bool ArmAndLook(in SharedArena arena, uint round)
    {
        CsbHostSide host = arena.Host;
        host.Arm();
        host.Read(out uint head, out _, out _);
        return head == round;
    }

    public static void Disarm(in SharedArena arena) => arena.Host.Disarm();

    public static uint TouchNeedKick(in SharedArena arena) => Volatile.Read(ref arena.Ktoa->KernNeedKick);

    public static uint TouchIndex(in SharedArena arena) => Volatile.Read(ref arena.Atok->Head);
}
