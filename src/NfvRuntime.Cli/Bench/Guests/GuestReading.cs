namespace NfvRuntime.Cli.Bench.Guests;

/// <summary>What a chain with guests had done by some moment.</summary>
/// <param name="Packets">Packets that the last guest delivered.</param>
/// <param name="Kicks">Notifications sent from one process to another.</param>
/// <param name="GuestCpu">CPU time of all guests.</param>
/// <param name="Cpu">CPU time of guests and host.</param>
internal readonly record struct GuestReading(ulong Packets, ulong Kicks, TimeSpan GuestCpu, TimeSpan Cpu)
{
    public static GuestReading operator -(GuestReading after, GuestReading before) => new(
        after.Packets - before.Packets, after.Kicks - before.Kicks, after.GuestCpu - before.GuestCpu, after.Cpu - before.Cpu);
}
