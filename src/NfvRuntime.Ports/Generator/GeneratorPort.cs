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
    private readonly int[] _schedule;
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

        _schedule = [.. spec.Sizes.Schedule.Select(size => Array.IndexOf(sizes, size))];

        // After all flows had their turn the schedule must have moved on by one place, or else a flow would see the same size for ever.
        var total = _schedule.Length;
        _shift = (((1 - (spec.Flows % total)) % total) + total) % total;
        _templates = new FrameTemplates(spec, sizes);
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
        var tail = kring.HwTail;
        var slots = kring.NumSlots;
        uint done = 0;
        for (; done < packets; done++)
        {
            var size = _schedule[_turn];
            var length = _templates.Sizes[size];
            var data = _filler.Claim(tail, length, 0);
            if (data == null)
            {
                _filler.Report(kring, tail);
                break;
            }

            Copy(data, _templates.Block(_flow, size), length);
            tail = RingIndex.Next(tail, slots);
            Step();
        }

        kring.HwTail = tail;
        Delivered += done;
    }

    // A block may be longer than the frame: the buffer has room for it, and nobody reads beyond the frame's length.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Copy(byte* data, byte* block, int length)
    {
        Vector256.Load(block).Store(data);
        Vector256.Load(block + 32).Store(data + 32);
        var done = _templates.BlockLength;
        if (done == 128)
        {
            Vector256.Load(block + 64).Store(data + 64);
            Vector256.Load(block + 96).Store(data + 96);
        }

        if (length > done)
        {
            Unsafe.CopyBlockUnaligned(data + done, _templates.Rest + done, (uint)(length - done));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Step()
    {
        _turn++;
        if (++_flow == _spec.Flows)
        {
            _flow = 0;
            _turn += _shift;
        }

        _turn = _turn >= _schedule.Length ? _turn % _schedule.Length : _turn;
    }
}
