namespace NfvRuntime.Ports;

/// <summary>Numbers of Linux's TUN/TAP device: if_tun.h.</summary>
internal static class TapAbi
{
    public const string Device = "/dev/net/tun";

    /// <summary>Read and write, never blocking, close-on-exec.</summary>
    public const int OpenFlags = 2 | 0x800 | 0x80000;

    public const nuint SetInterface = 0x400454CA;
    public const nuint GetInterface = 0x800454D2;
    public const nuint SetOffload = 0x400454D0;
    public const nuint SetHeaderLength = 0x400454D8;

    public const ushort Tap = 0x0002;
    public const ushort ManyQueues = 0x0100;
    public const ushort NoPacketInformation = 0x1000;
    public const ushort VnetHeader = 0x4000;

    /// <summary>Unfinished checksums; TCP segments of either version, with congestion bits; UDP segments of either version.</summary>
    public const int TcpOffloads = 0x01 | 0x02 | 0x04 | 0x08;
    public const int UdpOffloads = 0x20 | 0x40;
}
