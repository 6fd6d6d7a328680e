namespace NfvRuntime.Netmap.Control;

/// <summary>Numbers of the ioctls on the netmap device. Only the two sync calls differ between the systems.</summary>
public sealed record NetmapIoctls
{
    private NetmapIoctls(uint txSync, uint rxSync)
    {
        TxSync = txSync;
        RxSync = rxSync;
    }

    /// <summary>Numbers on Linux, on architectures with the generic encoding (x86-64, arm64).</summary>
    public static NetmapIoctls Linux { get; } = new(0x0000_6994, 0x0000_6995);

    /// <summary>Numbers on FreeBSD, where calls without an argument carry a bit of their own.</summary>
    public static NetmapIoctls FreeBsd { get; } = new(0x2000_6994, 0x2000_6995);

    /// <summary>NIOCCTRL: a control request, argument <see cref="RequestHeader"/>.</summary>
    public uint Control { get; } = 0xC058_6997;

    /// <summary>NIOCTXSYNC: sync all bound tx rings, no argument.</summary>
    public uint TxSync { get; }

    /// <summary>NIOCRXSYNC: sync all bound rx rings, no argument.</summary>
    public uint RxSync { get; }

    /// <summary>NIOCGINFO, argument <see cref="LegacyRequest"/>.</summary>
    public uint LegacyInfo { get; } = 0xC03C_6991;

    /// <summary>NIOCREGIF, argument <see cref="LegacyRequest"/>.</summary>
    public uint LegacyRegister { get; } = 0xC03C_6992;

    /// <summary>NIOCCONFIG, argument of 272 bytes that only bridge modules understand.</summary>
    public uint Config { get; } = 0xC110_6996;
}
