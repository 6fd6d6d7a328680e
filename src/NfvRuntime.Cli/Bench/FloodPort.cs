using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Runtime;

namespace NfvRuntime.Cli.Bench;

/// <summary>
/// The ideal neighbour for measurements: its receive ring is always full of frames of one length, and its transmit ring takes everything
/// at once. It touches slots only, so what is measured is the runtime.
/// </summary>
internal sealed unsafe class FloodPort : HostPort
{
    private readonly ushort _length;

    public FloodPort(string name, Region region, PortOptions options, int frameBytes)
        : base(name, region, options)
    {
        _length = (ushort)frameBytes;
        AddTxRing();
        Kring rx = AddRxRing();
        Fill(rx, 0, rx.NumSlots);
    }

    /// <summary>Lets a chain text open such ports as <c>flood:</c>.</summary>
    /// <param name="frameBytes">Length of the frames, without CRC.</param>
    public static SinglePortKind Kind(int frameBytes) => new("flood", (name, opening) =>
    {
        var port = new FloodPort(name, opening.Host.Region, PortOptions.Default with { Slots = (uint)opening.Slots }, frameBytes);
        opening.Host.Add(port);
        BenchFrames.Stamp(port.Region, frameBytes);
        return port;
    });

    protected override void TxSync(Kring kring, SyncFlags flags)
    {
        kring.HwCur = kring.RHead;
        kring.HwTail = RingIndex.Previous(kring.RHead, kring.NumSlots);
    }

    protected override void RxSync(Kring kring, SyncFlags flags)
    {
        uint released = RingIndex.Space(kring.HwTail, RingIndex.Previous(kring.RHead, kring.NumSlots), kring.NumSlots);
        Fill(kring, kring.HwTail, released);
        kring.HwCur = kring.RHead;
        kring.HwTail = RingIndex.Previous(kring.RHead, kring.NumSlots);
    }

    protected override bool HasWork(Kring kring) => true;

    private void Fill(Kring kring, uint from, uint count)
    {
        NetmapSlot* slots = kring.Ring.Slots;
        for (uint n = kring.NumSlots; count > 0; count--)
        {
            slots[from].Len = _length;
            slots[from].Flags = 0;
            from = RingIndex.Next(from, n);
        }
    }
}
