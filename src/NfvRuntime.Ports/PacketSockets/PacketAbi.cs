namespace NfvRuntime.Ports;

/// <summary>Numbers of Linux's packet sockets: packet(7), if_packet.h.</summary>
internal static class PacketAbi
{
    public const int Family = 17;
    public const int RawSocket = 3 | 0x80000 | 0x800;
    public const int Level = 263;
    public const int SocketLevel = 1;

    public const int AddMembership = 1;
    public const int ReceiveRing = 5;
    public const int Statistics = 6;
    public const int CopyThreshold = 7;
    public const int Version = 10;
    public const int Reserve = 12;
    public const int VnetHeader = 15;
    public const int FanOut = 18;
    public const int IgnoreOutgoing = 23;

    public const int Promiscuous = 1;
    public const int VersionTwo = 1;
    public const int FanOutHash = 0;
    public const int FanOutUniqueId = 0x2000;

    public const int SendBuffer = 7;
    public const int ReceiveBuffer = 8;
    public const int ErrorOption = 4;
    public const int SendBufferForce = 32;
    public const int ReceiveBufferForce = 33;
    public const int DontWait = 0x40;

    /// <summary>Every protocol, in network order.</summary>
    public const ushort AllProtocols = 0x0300;

    // struct tpacket2_hdr, and struct sockaddr_ll behind it
    public const int Status = 0;
    public const int WireLength = 4;
    public const int CapturedLength = 8;
    public const int MacOffset = 12;
    public const int VlanTci = 24;
    public const int VlanTpid = 26;
    public const int PacketType = 42;
    public const uint KernelOwns = 0;
    public const uint UserOwns = 1;
    public const uint Queued = 1 << 1;
    public const uint VlanValid = 1 << 4;
    public const uint TpidValid = 1 << 6;
    public const byte Outgoing = 4;
}
