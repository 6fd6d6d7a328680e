using NfvRuntime.Netmap;

namespace NfvRuntime.Host;

/// <summary>How the two sides of a back-to-back ring and their arbiter agree on a reset.</summary>
/// <remarks>The arbiter's epoch stands in the ring header's unused second half, on a line that nobody else writes: even, the ring runs; odd, it is
/// frozen. Each side answers in the padding of its own half of the CSB, after its last access to the slots.</remarks>
internal readonly unsafe struct BackToBackWords(NetmapRing* ring, CsbAtok* atok, CsbKtoa* ktoa)
{
    private const int EpochByte = 128; // of the 256-byte ring header; netmap uses 72
    private const int Request = 14; // 4-byte words of the 64-byte CSB entries, as the kloop's protocol has them
    private const int Answer = 15;

    private readonly uint* _epoch = (uint*)((byte*)ring + EpochByte);
    private readonly uint* _sender = (uint*)atok;
    private readonly uint* _receiver = (uint*)ktoa;

    /// <summary>The arbiter's word.</summary>
    public uint Epoch
    {
        get => Volatile.Read(ref *_epoch);
        set => Volatile.Write(ref *_epoch, value);
    }

    /// <summary>The epoch that a side asks for: the one after its own. Anything else asks for nothing.</summary>
    public uint Requested(bool sender) => Volatile.Read(ref *(Side(sender) + Request));

    public void Ask(bool sender, uint value) => Volatile.Write(ref *(Side(sender) + Request), value);

    /// <summary>The epoch that a side has taken notice of.</summary>
    public uint Answered(bool sender) => Volatile.Read(ref *(Side(sender) + Answer));

    public void Reply(bool sender, uint epoch) => Volatile.Write(ref *(Side(sender) + Answer), epoch);

    private uint* Side(bool sender) => sender ? _sender : _receiver;
}
