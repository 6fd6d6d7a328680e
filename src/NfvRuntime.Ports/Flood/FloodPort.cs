using System.Diagnostics;
using System.Runtime.InteropServices;
using NfvRuntime.Host;
using NfvRuntime.Netmap;

namespace NfvRuntime.Ports;

/// <summary>
/// The ideal neighbour for measurements: its receive ring is always full of frames of one length, or gets them at a steady rate, and its transmit ring
/// takes everything at once. It writes a frame into each buffer that it meets for the first time, and then touches slots only.
/// </summary>
/// <remarks>Probes are frames one byte longer, which hold the time at which they came; so a port that takes packets finds them without looking into
/// any other.</remarks>
public sealed unsafe class FloodPort : HostPort
{
    /// <summary>Where a probe's time stands in its frame: behind the headers of UDP over IPv4.</summary>
    internal const int StampOffset = 42;

    private readonly FloodSpec _spec;
    private readonly byte[] _frame;
    private readonly byte* _written;
    private readonly LatencyFile? _latencies;
    private RateClock _rate;
    private ulong _untilProbe;

    /// <summary>Makes a port with one ring each way.</summary>
    /// <param name="name">Name of the port.</param>
    /// <param name="region">Where its rings and buffers are.</param>
    /// <param name="options">Slots and headroom.</param>
    /// <param name="spec">What it does.</param>
    /// <exception cref="IOException">The file of latencies cannot be written.</exception>
    public FloodPort(string name, Region region, PortOptions options, FloodSpec spec)
        : base(name, region, options)
    {
        _spec = spec;
        _frame = FloodFrames.Make(spec.Frame + 1);
        _rate = new RateClock(spec.Rate);
        _untilProbe = spec.Probes;
        _latencies = spec.Latencies is { } path ? new LatencyFile(path) : null;
        _written = (byte*)NativeMemory.AllocZeroed(region.BufferCount);
        AddTxRing();
        Kring rx = AddRxRing();
        if (!_rate.IsPaced)
        {
            Fill(rx, rx.NumSlots - 1);
        }
    }

    /// <summary>Packets put into the receive ring so far. Any thread may read it.</summary>
    public ulong Delivered { get; private set; }

    private bool Ended => _spec.Count != 0 && Delivered >= _spec.Count;

    /// <inheritdoc/>
    protected override void TxSync(Kring kring, SyncFlags flags)
    {
        if (_latencies is not null)
        {
            TakeProbes(kring, _latencies);
        }

        kring.HwCur = kring.RHead;
        kring.HwTail = RingIndex.Previous(kring.RHead, kring.NumSlots);
    }

    /// <inheritdoc/>
    protected override void RxSync(Kring kring, SyncFlags flags)
    {
        kring.HwCur = kring.RHead;
        uint packets = kring.Room;
        if (_spec.Count != 0)
        {
            packets = (uint)Math.Min(packets, _spec.Count - Delivered);
        }

        if (_rate.IsPaced && packets > 0)
        {
            packets = (uint)Math.Min(packets, _rate.Due() - Delivered);
        }

        Fill(kring, packets);
    }

    /// <inheritdoc/>
    protected override bool HasWork(Kring kring) =>
        !kring.IsTx && !Ended && kring.Room > 0 && (!_rate.IsPaced || _rate.Due() > Delivered);

    /// <inheritdoc/>
    protected override bool InputEnded(Kring kring) => Ended;

    /// <inheritdoc/>
    protected override long NextDue(Kring kring) => _rate.IsPaced && !Ended && kring.Room > 0 ? _rate.DueAt(Delivered) : 0;

    /// <summary>Nothing kicks it: its reader polls, or sleeps until <see cref="NextDue"/>.</summary>
    protected override int WakeDescriptor(Kring kring) => -1;

    /// <inheritdoc/>
    protected override void OnClosed()
    {
        _latencies?.Dispose();
        NativeMemory.Free(_written);
    }

    private void Fill(Kring kring, uint count)
    {
        NetmapSlot* slots = kring.Ring.Slots;
        byte* written = _written;
        uint buffers = Region.BufferCount;
        uint n = kring.NumSlots;
        uint at = kring.HwTail;
        ulong length = (ulong)_spec.Frame << 32;
        for (uint i = 0; i < count; i++)
        {
            NetmapSlot* slot = slots + at;
            uint index = Volatile.Read(ref slot->BufIdx);
            if (index >= buffers)
            {
                kring.ReportFault($"slot {at} names buffer {index}, of {buffers}");
                count = i;
                break;
            }

            if (written[index] == 0)
            {
                Write(index);
            }

            *(ulong*)slot = index | length;
            at = RingIndex.Next(at, n);
        }

        if (_spec.Probes > 0 && count > 0)
        {
            PutProbes(kring, count);
        }

        kring.HwTail = at;
        Delivered += count;
    }

    private void Write(uint index)
    {
        _written[index] = 1;
        _frame.CopyTo(new Span<byte>(Region.BufferAddress(index) + Options.Headroom, _frame.Length));
    }

    // Every so many packets one of those just put into slots becomes a probe.
    private void PutProbes(Kring kring, uint count)
    {
        long now = Stopwatch.GetTimestamp();
        ulong at = _untilProbe;
        for (; at <= count; at += _spec.Probes)
        {
            NetmapSlot* slot = kring.Ring.Slots + RingIndex.Advance(kring.HwTail, (uint)at - 1, kring.NumSlots);
            slot->Len = (ushort)(_spec.Frame + 1);
            long stamp = _spec.Stamps == FloodStamps.Due && _rate.IsPaced ? _rate.DueAt(Delivered + at - 1) : now;
            *(long*)(Region.BufferAddress(slot->BufIdx % Region.BufferCount) + Options.Headroom + StampOffset) = stamp;
        }

        _untilProbe = at - count;
    }

    private void TakeProbes(Kring kring, LatencyFile latencies)
    {
        ref readonly RingView ring = ref kring.Ring;
        ushort length = (ushort)(_spec.Frame + 1);
        long now = 0;
        for (uint at = kring.HwCur; at != kring.RHead; at = RingIndex.Next(at, ring.NumSlots))
        {
            NetmapSlot* slot = ring.Slots + at;
            if (slot->Len != length)
            {
                continue;
            }

            uint index = Volatile.Read(ref slot->BufIdx);
            uint offset = (uint)Volatile.Read(ref slot->Ptr) & ring.OffsetMask;
            if (Region.IsUsableBuffer(index) && offset + length <= Region.BufferSize)
            {
                now = now == 0 ? Stopwatch.GetTimestamp() : now;
                latencies.Add(now - *(long*)(Region.BufferAddress(index) + offset + StampOffset));
            }
        }
    }
}
