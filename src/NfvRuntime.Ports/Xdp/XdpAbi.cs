namespace NfvRuntime.Ports;

/// <summary>Numbers of AF_XDP and of the redirect program: if_xdp.h, bpf.h, Documentation/networking/af_xdp.rst.</summary>
internal static class XdpAbi
{
    public const int Family = 44;
    public const int RawSocket = 3 | 0x80000 | 0x800;
    public const int Level = 283;

    public const int MmapOffsets = 1;
    public const int ReceiveRing = 2;
    public const int TransmitRing = 3;
    public const int Memory = 4;
    public const int FillRing = 5;
    public const int CompletionRing = 6;
    public const int Statistics = 7;

    public const long ReceivePages = 0;
    public const long TransmitPages = 0x80000000;
    public const long FillPages = 0x100000000;
    public const long CompletionPages = 0x180000000;

    /// <summary>Chunks may begin anywhere and have any size from 2048 bytes to a page.</summary>
    public const uint UnalignedChunks = 1;

    public const ushort SharedMemory = 1;
    public const ushort Copy = 2;
    public const ushort ZeroCopy = 4;
    public const ushort UseNeedWakeup = 8;
    public const uint NeedsWakeup = 1;

    /// <summary>Bytes that the kernel leaves free in front of each frame that it receives.</summary>
    public const int Headroom = 256;

    /// <summary>With chunks anywhere, the upper bits of an address hold the offset of the data.</summary>
    public const int OffsetShift = 48;

    public const uint SocketMap = 17;
    public const uint Program = 6;
    public const uint AttachToInterface = 37;
    public const uint GenericMode = 2;
    public const uint NativeMode = 4;
}
