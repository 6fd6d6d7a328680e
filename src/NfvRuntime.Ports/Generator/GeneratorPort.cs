using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NfvRuntime.Host;
using NfvRuntime.Netmap;

namespace NfvRuntime.Ports;

/// <summary>
/// Makes packets and puts them into one rx ring: flows in turn, sizes by their schedule, every flow in every size. Each frame is written whole,
/// because its buffer has been through a chain that may have changed it.
/// </summary>
public sealed unsafe class GeneratorPort : HostPort
{
    // One sync fills no more than this: a turn of the island stays short, and what was filled is still in the cache when it is read.
    private const uint MaxBatch = 256;

    private readonly FrameTemplates _templates;
    private readonly SlotFiller _filler;
    private readonly GeneratorSpec _spec;
    private readonly (int Offset, int Length)[] _schedule;
    private readonly int _shift;
    private RateClock _rate;
    private int _flow;
    private int _turn;

    internal GeneratorPort(GeneratorSpec spec, PortContext context)
        : base(context.Name, context.Options.Region ?? context.Host.Region, context.Options)
    {
        _spec = spec;
        _rate = new RateClock(spec.Rate);
        int[] sizes = [.. spec.Sizes.Schedule.Distinct()];
        var usable = SlotFiller.Usable(this);
        if (sizes.Max() > usable || usable < 128)
        {
            throw new PortException($"{spec.Text}: frames of {sizes.Max()} bytes do not fit the region's buffers, which hold {usable}");
        }

        // After all flows had their turn the schedule must have moved on by one place, or else a flow would see the same size for ever.
        var total = spec.Sizes.Schedule.Count;
        _shift = (((1 - (spec.Flows % total)) % total) + total) % total;
        _templates = new FrameTemplates(spec, sizes);
        _schedule = [.. spec.Sizes.Schedule.Select(size => (Array.IndexOf(sizes, size) * _templates.BlockLength, size))];
        try
        {
            _filler = new SlotFiller(AddRxRing());
        }
        catch
        {
            _templates.Dispose();
            throw;
        }
    }

    /// <summary>Packets put into the ring so far. Any thread may read it.</summary>
    public ulong Delivered { get; private set; }

    private bool Ended => _spec.Count != 0 && Delivered == _spec.Count;

    /// <inheritdoc/>
    protected override void TxSync(Kring kring, SyncFlags flags)
    {
    }

    /// <inheritdoc/>
    protected override void RxSync(Kring kring, SyncFlags flags)
    {
        kring.HwCur = kring.RHead;
        var packets = Math.Min(kring.Room, MaxBatch);
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
    protected override bool HasWork(Kring kring) => !Ended && kring.Room > 0 && (!_rate.IsPaced || _rate.Due() > Delivered);

    /// <inheritdoc/>
    protected override bool InputEnded(Kring kring) => Ended;

    /// <inheritdoc/>
    protected override long NextDue(Kring kring) => _rate.IsPaced && !Ended && kring.Room > 0 ? _rate.DueAt(Delivered) : 0;

    /// <summary>Nothing kicks a generator: its reader polls, or sleeps until <see cref="NextDue"/>.</summary>
    protected override int WakeDescriptor(Kring kring) => -1;

    /// <inheritdoc/>
    protected override void OnClosed() => _templates.Dispose();

    private void Fill(Kring kring, uint packets)
    {
        // All of it in locals: this loop is the generator's whole cost.
        var filler = _filler;
        var blocks = _templates.Block(0, 0);
        var (blockLength, stride) = (_templates.BlockLength, _templates.FlowStride);
        ReadOnlySpan<(int Offset, int Length)> schedule = _schedule;
        var (flow, turn, flows) = (_flow, _turn, _spec.Flows);
        var (tail, slots) = (kring.HwTail, kring.NumSlots);
        uint done = 0;
        for (; done < packets; done++)
        {
            var (offset, length) = schedule[turn];
            var data = filler.Claim(tail, length, 0);
            if (data == null)
            {
                filler.Report(kring, tail);
                break;
            }

            Copy(data, blocks + (flow * stride) + offset, blockLength, length);
            tail = RingIndex.Next(tail, slots);
            turn++;
            if (++flow == flows)
            {
                flow = 0;
                turn += _shift;
            }

            turn = turn >= schedule.Length ? turn % schedule.Length : turn;
        }

        (_flow, _turn) = (flow, turn);
        kring.HwTail = tail;
        Delivered += done;
    }

    // A block may be longer than the frame: the buffer has room for it, and nobody reads beyond the frame's length.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Copy(byte* data, byte* block, int blockLength, int length)
    {
        Vector256.Load(block).Store(data);
        Vector256.Load(block + 32).Store(data + 32);
        if (blockLength == 128)
        {
            Vector256.Load(block + 64).Store(data + 64);
            Vector256.Load(block + 96).Store(data + 96);
        }

        if (length > blockLength)
        {
            Unsafe.CopyBlockUnaligned(data + blockLength, _templates.Rest + blockLength, (uint)(length - blockLength));
        }
    }
}
