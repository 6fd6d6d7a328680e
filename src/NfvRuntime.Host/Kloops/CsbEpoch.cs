using NfvRuntime.Netmap;

namespace NfvRuntime.Host;

/// <summary>How a reset is agreed on: netmap's CSB has no words for it, so these lie in the padding of its two entries.</summary>
/// <remarks>The host counts its resets. Until the application has taken over the count, and with it the indices written before, the host
/// ignores the ring's head and cur: they may still be of the time before. With a host that knows nothing of this all words stay 0.</remarks>
internal readonly unsafe struct CsbEpoch(CsbAtok* atok, CsbKtoa* ktoa)
{
    private const int Request = 14; // 4-byte word of the 64-byte entry: the application asks for this epoch
    private const int Epoch = 15;

    /// <summary>The host's count, read before the indices that go with it.</summary>
    public uint Host
    {
        get => Volatile.Read(ref *((uint*)ktoa + Epoch));
        set => Volatile.Write(ref *((uint*)ktoa + Epoch), value);
    }

    /// <summary>The count that the application has taken over, written after the indices that go with it.</summary>
    public uint Application
    {
        get => Volatile.Read(ref *((uint*)atok + Epoch));
        set => Volatile.Write(ref *((uint*)atok + Epoch), value);
    }

    /// <summary>The count that the application asks the host to begin.</summary>
    public uint Requested
    {
        get => Volatile.Read(ref *((uint*)atok + Request));
        set => Volatile.Write(ref *((uint*)atok + Request), value);
    }
}
