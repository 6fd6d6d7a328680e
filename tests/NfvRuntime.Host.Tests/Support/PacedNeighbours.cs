using NfvRuntime.Netmap;

namespace NfvRuntime.Host.Tests;

/// <summary>Two well-behaved guests that send each other numbered frames with a check sum, one a round, and miss none. Frames that are not theirs are
/// passed over.</summary>
internal sealed unsafe class PacedNeighbours
{
    private const uint Mark = 0x5AFE_B88E;
    private readonly (RingDriver Tx, RingDriver Rx)[] _sides;
    private readonly ulong[] _sent = new ulong[2];
    private readonly ulong[] _received = new ulong[2];

    public PacedNeighbours((RingDriver Tx, RingDriver Rx) one, (RingDriver Tx, RingDriver Rx) two) => _sides = [one, two];

    public ulong Rounds => _sent[0];

    /// <summary>Frames of others that arrived.</summary>
    public ulong Foreign { get; private set; }

    /// <summary>Each sends one; each takes all that is there.</summary>
    /// <param name="between">Has the host serve both.</param>
    public void Round(Action between)
    {
        for (int side = 0; side < 2; side++)
        {
            Send(_sides[side].Tx, side);
        }

        between();
        for (int side = 0; side < 2; side++)
        {
            Receive(_sides[side].Rx, side);
        }

        between();
    }

    public void AssertNothingMissing()
    {
        Assert.True(_sent[0] > 0);
        Assert.Equal(_sent[0], _received[1]);
        Assert.Equal(_sent[1], _received[0]);
    }

    private void Send(RingDriver tx, int side)
    {
        tx.SyncNow();
        Assert.True(tx.Available > 0, "a neighbour was held up");
        Span<byte> frame = stackalloc byte[60];
        frame.Fill((byte)_sent[side]);
        frame[..12].Fill((byte)(2 + side));
        BitConverter.TryWriteBytes(frame[12..], Mark);
        BitConverter.TryWriteBytes(frame[16..], _sent[side]++);
        BitConverter.TryWriteBytes(frame[52..], Sum(frame[..52]));
        tx.Put(frame);
        tx.Sync();
    }

    private void Receive(RingDriver rx, int side)
    {
        rx.SyncNow();
        while (rx.Available > 0)
        {
            NetmapSlot slot = rx.Ring[rx.Head];
            Assert.True(rx.Region.IsUsableBuffer(slot.BufIdx) && slot.Ptr + slot.Len <= rx.Region.BufferSize);
            ReadOnlySpan<byte> frame = rx.Take();
            if (frame.Length < 60 || BitConverter.ToUInt32(frame[12..]) != Mark)
            {
                Foreign++;
                continue;
            }

            Assert.Equal(60, frame.Length);
            Assert.Equal(Sum(frame[..52]), BitConverter.ToUInt64(frame[52..]));
            Assert.Equal(_received[side]++, BitConverter.ToUInt64(frame[16..]));
        }

        rx.Sync();
    }

    private static ulong Sum(ReadOnlySpan<byte> bytes)
    {
        ulong sum = 14695981039346656037;
        foreach (byte b in bytes)
        {
            sum = (sum ^ b) * 1099511628211;
        }

        return sum;
    }
}
