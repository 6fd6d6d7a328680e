using System.Diagnostics;
using System.Runtime.CompilerServices;
using NfvRuntime.Host;
using NfvRuntime.Netmap;

namespace NfvRuntime.Ports;

/// <summary>
/// Plays a capture file into one rx ring. The file is loaded when the port is opened. A frame longer than a buffer becomes a chain of slots.
/// When the file is cut or corrupt its good packets are played, and <see cref="HostPort.Problem"/> then says where it ends.
/// </summary>
public sealed unsafe class PcapSourcePort : HostPort, ICapturePort
{
    // One sync fills no more than this: a turn of the island stays short, and what was filled is still in the cache when it is read.
    private const uint MaxBatch = 256;

    private readonly CaptureStore _store;
    private readonly PcapSourceSpec _spec;
    private readonly SlotFiller _filler;
    private readonly int _usable;
    private RateClock _rate;
    private long _start;
    private long _loopStart;
    private long _loopsDone;
    private int _next;
    private bool _ended;

    internal PcapSourcePort(PcapSourceSpec spec, string path, PortContext context)
        : base(context.Name, context.Options.Region ?? context.Host.Region, context.Options)
    {
        Path = path;
        _spec = spec;
        _rate = new RateClock(spec.Rate);
        _usable = SlotFiller.Usable(this);
        var mostSlots = (int)Math.Min(Options.Slots - 1, HostLimits.MaxFragments);
        _store = CaptureStore.Load(path, spec.Speed, _usable * mostSlots);
        _ended = _store.Frames.Length == 0;
        try
        {
            _filler = new SlotFiller(AddRxRing());
        }
        catch
        {
            _store.Dispose();
            throw;
        }

        Remarks = [.. FindRemarks(_usable * mostSlots)];
    }

    /// <inheritdoc/>
    public string Path { get; }

    /// <summary>Packets put into the ring so far. Any thread may read it.</summary>
    public ulong Delivered { get; private set; }

    /// <inheritdoc/>
    public override string? Problem => Volatile.Read(ref _ended) ? _store.Problem : null;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks { get; }

    /// <inheritdoc/>
    protected override void TxSync(Kring kring, SyncFlags flags)
    {
    }

    /// <inheritdoc/>
    protected override void RxSync(Kring kring, SyncFlags flags)
    {
        kring.HwCur = kring.RHead;
        if (_ended)
        {
            return;
        }

        var room = Math.Min(kring.Room, MaxBatch + HostLimits.MaxFragments);
        var least = room > MaxBatch ? room - MaxBatch : 0;
        switch (_spec.Pace)
        {
            case Pace.Recorded:
                FillRecorded(kring, room, least);
                break;
            case Pace.Fixed:
                Fill(kring, room, least, _rate.Due() - Delivered);
                break;
            default:
                Fill(kring, room, least, ulong.MaxValue);
                break;
        }
    }

    /// <inheritdoc/>
    protected override bool HasWork(Kring kring) => !_ended && SlotsOfNext() <= kring.Room && _spec.Pace switch
    {
        Pace.Recorded => _start == 0 || Stopwatch.GetTimestamp() >= DueOfNext(),
        Pace.Fixed => _rate.Due() > Delivered,
        _ => true,
    };

    /// <inheritdoc/>
    protected override bool InputEnded(Kring kring) => _ended;

    /// <inheritdoc/>
    protected override long NextDue(Kring kring) => _ended || SlotsOfNext() > kring.Room ? 0 : _spec.Pace switch
    {
        Pace.Recorded => _start == 0 ? 0 : DueOfNext(),
        Pace.Fixed => _rate.DueAt(Delivered),
        _ => 0,
    };

    /// <summary>Nothing kicks a file: its reader polls, or sleeps until <see cref="NextDue"/>.</summary>
    protected override int WakeDescriptor(Kring kring) => -1;

    /// <inheritdoc/>
    protected override void OnClosed() => _store.Dispose();

    private void FillRecorded(Kring kring, uint room, uint least)
    {
        var now = Stopwatch.GetTimestamp();
        if (_start == 0)
        {
            _start = now;
            _loopStart = now;
        }

        while (!_ended && room > least && DueOfNext() <= now)
        {
            var before = room;
            room = FillOne(kring, room);
            if (room == before)
            {
                return;
            }
        }
    }

    private void Fill(Kring kring, uint room, uint least, ulong packets)
    {
        for (; packets > 0 && room > least && !_ended; packets--)
        {
            var before = room;
            room = FillOne(kring, room);
            if (room == before)
            {
                return;
            }
        }
    }

    /// <summary>Puts the next frame into the ring.</summary>
    /// <returns>The room that is left; as before when the frame does not fit or a slot is impossible.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint FillOne(Kring kring, uint room)
    {
        ref readonly var frame = ref _store.Frames[_next];
        var tail = kring.HwTail;
        if (frame.Length <= _usable)
        {
            var data = _filler.Claim(tail, frame.Length, 0);
            if (data == null)
            {
                _filler.Report(kring, tail);
                return room;
            }

            Unsafe.CopyBlockUnaligned(data, _store.Bytes + frame.Offset, (uint)frame.Length);
            kring.HwTail = RingIndex.Next(tail, kring.NumSlots);
            Advance();
            return room - 1;
        }

        return FillChain(kring, frame, room);
    }

    private uint FillChain(Kring kring, in StoredFrame frame, uint room)
    {
        if (SlotsOfNext() > room)
        {
            return room;
        }

        var at = kring.HwTail;
        for (var done = 0; done < frame.Length; done += _usable)
        {
            var piece = Math.Min(_usable, frame.Length - done);
            var data = _filler.Claim(at, piece, done + piece < frame.Length ? SlotFlags.MoreFrag : (ushort)0);
            if (data == null)
            {
                _filler.Report(kring, at);
                return room;
            }

            Unsafe.CopyBlockUnaligned(data, _store.Bytes + frame.Offset + done, (uint)piece);
            at = RingIndex.Next(at, kring.NumSlots);
        }

        room -= SlotsOfNext();
        kring.HwTail = at;
        Advance();
        return room;
    }

    private void Advance()
    {
        Delivered++;
        if (++_next < _store.Frames.Length)
        {
            return;
        }

        _next = 0;
        _loopStart += _store.LoopTicks;
        Volatile.Write(ref _ended, ++_loopsDone == _spec.Loops);
    }

    private long DueOfNext() => _loopStart + _store.Frames[_next].Due;

    private uint SlotsOfNext() => (uint)((_store.Frames[_next].Length + _usable - 1) / _usable);

    private IEnumerable<string> FindRemarks(int mostBytes)
    {
        if (_store.CutFrames > 0)
        {
            yield return $"{Path}: {_store.CutFrames} packets were cut when they were captured; they are sent as captured";
        }

        if (_store.EmptyFrames > 0)
        {
            yield return $"{Path}: {_store.EmptyFrames} packets of no bytes are left out";
        }

        if (_store.OverlongFrames > 0)
        {
            yield return $"{Path}: {_store.OverlongFrames} packets of more than {mostBytes} bytes do not fit the ring and are left out";
        }

        if (_store.ForeignFrames > 0)
        {
            yield return $"{Path}: {_store.ForeignFrames} packets are not Ethernet and are left out";
        }
    }
}
