using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NfvRuntime.Netmap;
using NfvRuntime.Packets;

namespace NfvRuntime.Sdk;

/// <summary>
/// Up to 256 packets travelling together: the one message of the data path. A burst always owns exactly
/// <see cref="Capacity"/> buffers of its region; the first <see cref="Count"/> hold packets, the others are spent.
/// </summary>
/// <remarks>
/// A burst is owned by whoever it was told to, and by nobody else: no member is thread-safe. A packet of several slots stands in
/// consecutive entries with <see cref="SlotFlags.MoreFrag"/> on all but the last; step with <see cref="NextPacket"/>, and give the
/// verdict for the first entry.
/// </remarks>
public sealed unsafe class Burst : IDisposable
{
    /// <summary>The most packets a burst can carry.</summary>
    public const int MaxCapacity = 256;

    private readonly byte* _memory;
    private readonly byte* _buffers;
    private readonly uint _stride;
    private bool _offsetsTouched;
    private bool _disposed;

    /// <summary>Makes a burst and takes its buffers from the region.</summary>
    /// <param name="region">The region that its packets live in.</param>
    /// <param name="capacity">Packets it can carry, 1 to <see cref="MaxCapacity"/>.</param>
    /// <param name="home">The pool to which it returns.</param>
    /// <param name="dataOffset">Where frames begin in fresh buffers, in bytes.</param>
    /// <exception cref="InsufficientBuffersException">The region has not so many free buffers.</exception>
    internal Burst(Region region, int capacity, BurstPool home, ushort dataOffset)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, MaxCapacity);
        Region = region;
        RegionGeneration = region.Generation;
        Capacity = capacity;
        Home = home;
        Homing = new HomingBurst(this);
        DefaultDataOffset = dataOffset;
        _buffers = region.BufferBase;
        _stride = region.BufferSize;

        Span<uint> indexes = stackalloc uint[capacity];
        region.AllocateBuffers(indexes); // first, since it is what can fail

        // One aligned block; whole vectors may be read and written behind the last entry, hence the rounding to 32.
        int entries = (capacity + 31) & ~31;
        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)(entries * (8 + 8 + 4 + 2 + 1)), 64);
        Descriptors = (SlotDescriptor*)_memory;
        Offsets = (HeaderOffsets*)(_memory + (entries * 8));
        Hashes = (uint*)(_memory + (entries * 16));
        DataOffsets = (ushort*)(_memory + (entries * 20));
        Verdicts = _memory + (entries * 22);
        new Span<byte>(_memory, entries * 23).Clear();

        for (int i = 0; i < capacity; i++)
        {
            Descriptors[i].BufIdx = indexes[i];
            DataOffsets[i] = dataOffset;
        }
    }

    /// <summary>Buffers owned, live or spent.</summary>
    public int Capacity { get; }

    /// <summary>Entries that hold packets. A packet of several slots counts once per slot; see <see cref="PacketCount"/>.</summary>
    public int Count { get; internal set; }

    /// <summary>True if some packet takes more than one entry.</summary>
    public bool HasFragments { get; internal set; }

    /// <summary>Packets carried.</summary>
    public int PacketCount => HasFragments ? CountPackets(0, Count) : Count;

    /// <summary>Bytes of all packets carried; up to date while the burst is on its way over an edge.</summary>
    internal long Bytes { get; set; }

    /// <summary>The frames' addresses for a loop over all of them.</summary>
    public FrameTable Frames => new(this, _buffers, _stride);

    /// <summary>The region of its buffers.</summary>
    public Region Region { get; }

    /// <summary>The generation of the region for which the buffers are valid.</summary>
    public uint RegionGeneration { get; }

    /// <summary>The input gate of the stage that has it now.</summary>
    public int InputGate => Edge?.InputGate ?? 0;

    /// <summary>When the ring handed it over, in ticks of <see cref="System.Diagnostics.Stopwatch"/>; one stamp per ring and turn.</summary>
    public long Timestamp { get; internal set; }

    internal ushort DefaultDataOffset { get; }

    internal BurstPool Home { get; }

    internal HomingBurst Homing { get; }

    internal bool IsHome { get; set; } = true;

    internal Edge? Edge { get; set; }

    internal Burst? Next { get; set; }

    /// <summary>Where a transmit ring, or a split that had to wait, goes on.</summary>
    internal int Resume { get; set; }

    /// <summary>How many entries a split that had to wait has kept so far.</summary>
    internal int Kept { get; set; }

    /// <summary>The gate that keeps this burst, once a split has begun; -1 if none does.</summary>
    internal int Keeper { get; set; } = -1;

    /// <summary>True if the verdicts are known and being carried out.</summary>
    internal bool SplitBegun { get; set; }

    /// <summary>
    /// Packets not accounted for yet: all of them, or in a split under way those kept and those not looked at, less those that the stage
    /// holds.
    /// </summary>
    internal int UnsettledPackets => CountPackets(0, Kept) + CountPackets(Resume, Count) - (SplitBegun ? CountHeld() : 0);

    internal SlotDescriptor* Descriptors { get; }

    internal HeaderOffsets* Offsets { get; }

    internal uint* Hashes { get; }

    internal ushort* DataOffsets { get; }

    internal byte* Verdicts { get; }

    internal bool Parsed { get; set; }

    internal bool Hashed { get; set; }

    internal bool OffsetsTouched => _offsetsTouched;

    /// <summary>The bytes of one entry: the frame, or its part in this buffer.</summary>
    /// <param name="i">0 to <see cref="Count"/> - 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Data(int i) => new(Pointer(i), Descriptors[Check(i)].Len);

    /// <summary>Where the bytes of one entry begin, for stages that write their own loops; <see cref="Length"/> bytes are valid.</summary>
    /// <param name="i">0 to <see cref="Count"/> - 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* Pointer(int i)
    {
        i = Check(i);
        return _buffers + ((ulong)Descriptors[i].BufIdx * _stride) + DataOffsets[i];
    }

    /// <summary>Bytes in one entry.</summary>
    /// <param name="i">0 to <see cref="Count"/> - 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Length(int i) => Descriptors[Check(i)].Len;

    /// <summary>True if the packet goes on in the next entry.</summary>
    /// <param name="i">0 to <see cref="Count"/> - 1.</param>
    public bool MoreFrag(int i) => HasFragments && Descriptors[Check(i)].MoreFrag;

    /// <summary>The first entry of the packet after the one that begins at <paramref name="i"/>.</summary>
    /// <param name="i">The first entry of a packet.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NextPacket(int i) => HasFragments ? NextPacketSlow(i) : i + 1;

    /// <summary>Bytes of the whole packet that begins at <paramref name="i"/>.</summary>
    /// <param name="i">The first entry of a packet.</param>
    public int PacketLength(int i)
    {
        int sum = 0;
        for (int end = NextPacket(i); i < end; i++)
        {
            sum += Length(i);
        }

        return sum;
    }

    /// <summary>Decides what becomes of the packet that begins at <paramref name="i"/>. Undecided packets leave by the default gate.</summary>
    /// <param name="i">The first entry of a packet.</param>
    /// <param name="verdict">A verdict from this stage's context.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int i, Verdict verdict) => Verdicts[Check(i)] = verdict.Code;

    /// <summary>Decides for all packets at once.</summary>
    /// <param name="verdict">A verdict from this stage's context.</param>
    public void SetAll(Verdict verdict) => new Span<byte>(Verdicts, Count).Fill(verdict.Code);

    /// <summary>Header offsets of one packet; the burst is parsed at the first call and not again by later stages.</summary>
    /// <param name="i">The first entry of a packet.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly HeaderOffsets Headers(int i)
    {
        if (!Parsed)
        {
            ParseAll();
        }

        return ref Offsets[Check(i)];
    }

    /// <summary>Symmetric flow hash of one packet; computed for the whole burst at the first call.</summary>
    /// <param name="i">The first entry of a packet.</param>
    public uint Hash(int i)
    {
        if (!Hashed)
        {
            HashAll();
        }

        return Hashes[Check(i)];
    }

    /// <summary>To be called by a stage that moved or rewrote headers: later stages parse and hash anew.</summary>
    public void InvalidateHeaders() => Parsed = Hashed = false;

    /// <summary>Sets the number of bytes in one entry.</summary>
    /// <param name="i">0 to <see cref="Count"/> - 1.</param>
    /// <param name="length">0 to the room from the data offset to the end of the buffer.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length does not fit the buffer.</exception>
    public void SetLength(int i, int length)
    {
        i = Check(i);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, _stride - DataOffsets[i]);
        Bytes += length - Descriptors[i].Len;
        Descriptors[i].Len = (ushort)length;
    }

    /// <summary>
    /// The virtio-net header of a packet (12 bytes, Virtio 1.2 section 5.1.6): how it is to be cut, and which checksum is unfinished. Empty
    /// for a packet that is as a wire would carry it.
    /// </summary>
    /// <param name="i">The first entry of a packet.</param>
    public Span<byte> VnetHeader(int i) => new(Pointer(i) - FrontOf(i), FrontOf(i));

    /// <summary>Bytes free in front of the frame, for headers to push.</summary>
    /// <param name="i">0 to <see cref="Count"/> - 1.</param>
    public int Headroom(int i) => DataOffsets[Check(i)] - FrontOf(i);

    /// <summary>
    /// Moves the start of the frame: forward to strip a header, backward into the headroom to push one. A virtio-net header moves along, and
    /// what it says of the place of the checksum stays right.
    /// </summary>
    /// <param name="i">The first entry of a packet.</param>
    /// <param name="by">Bytes; negative grows the frame at its front.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less headroom, or fewer bytes of frame, than that.</exception>
    public void MoveStart(int i, int by)
    {
        i = Check(i);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(by, Descriptors[i].Len);
        ArgumentOutOfRangeException.ThrowIfLessThan(by, -Headroom(i));
        if (Descriptors[i].HasVnetHeader)
        {
            VnetHeaders.Move(Pointer(i), by);
        }

        SetDataOffset(i, (ushort)(DataOffsets[i] + by));
        Descriptors[i].Len = (ushort)(Descriptors[i].Len - by);
        Bytes -= by;
        InvalidateHeaders();
    }

    /// <summary>Gives the buffers back to the region. Only for bursts that are home.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        Span<uint> indexes = stackalloc uint[Capacity];
        for (int i = 0; i < Capacity; i++)
        {
            indexes[i] = Descriptors[i].BufIdx;
        }

        Region.FreeBuffers(indexes);
        NativeMemory.AlignedFree(_memory);
    }

    internal void SetDataOffset(int i, ushort offset)
    {
        DataOffsets[i] = offset;
        _offsetsTouched = true;
    }

    /// <summary>Works out <see cref="Bytes"/> anew: lengths stand in the third pair of bytes of each descriptor.</summary>
    internal void CountBytes()
    {
        Vector256<ulong> sums = Vector256<ulong>.Zero;
        int i = 0;
        for (; i + 4 <= Count; i += 4)
        {
            sums += (Vector256.Load((ulong*)(Descriptors + i)) >>> 32) & Vector256.Create(0xFFFFUL);
        }

        long bytes = (long)Vector256.Sum(sums);
        for (; i < Count; i++)
        {
            bytes += Descriptors[i].Len;
        }

        Bytes = bytes;
    }

    internal int CountPackets(int from, int to)
    {
        if (!HasFragments)
        {
            return to - from;
        }

        int packets = 0;
        for (int i = from; i < to; i++)
        {
            packets += Descriptors[i].MoreFrag ? 0 : 1;
        }

        return packets;
    }

    /// <summary>Packets from the resume point on that the stage has taken into its held packets.</summary>
    internal int CountHeld()
    {
        int held = 0;
        for (int i = Resume; i < Count; i++)
        {
            held += Verdicts[i] == Verdict.HeldCode && !MoreFrag(i) ? 1 : 0;
        }

        return held;
    }

    /// <summary>Appends a frame made by a stage.</summary>
    /// <returns>False if it does not fit a buffer.</returns>
    internal bool TryAppend(ReadOnlySpan<byte> frame)
    {
        if (frame.Length > _stride - DataOffsets[Count])
        {
            return false;
        }

        SlotDescriptor* at = Descriptors + Count;
        frame.CopyTo(new Span<byte>(_buffers + ((ulong)at->BufIdx * _stride) + DataOffsets[Count], frame.Length));
        at->Len = (ushort)frame.Length;
        at->Flags = 0;
        Count++;
        Parsed = Hashed = false;
        return true;
    }

    /// <summary>Forgets every packet (their buffers are spent now) and makes the burst ready to be filled.</summary>
    internal void Clear()
    {
        Count = 0;
        HasFragments = Parsed = Hashed = SplitBegun = false;
        Edge = null;
        Resume = Kept = 0;
        Keeper = -1;
        if (_offsetsTouched)
        {
            new Span<ushort>(DataOffsets, Capacity).Fill(DefaultDataOffset);
            _offsetsTouched = false;
        }
    }

    /// <summary>Sends the burst back to its pool. Its packets must have been accounted for.</summary>
    internal void GoHome()
    {
        Clear();
        Home.Return(this);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Check(int i)
    {
        if ((uint)i >= (uint)Count)
        {
            ThrowOutOfRange(i);
        }

        return i;
    }

    private int FrontOf(int i) => Descriptors[i].HasVnetHeader ? SlotFlags.VnetHeaderLength : 0;

    private void ThrowOutOfRange(int i) =>
        throw new ArgumentOutOfRangeException(nameof(i), i, $"The burst holds {Count} entries.");

    private int NextPacketSlow(int i)
    {
        while (i < Count && Descriptors[i].MoreFrag)
        {
            i++;
        }

        return Math.Min(i + 1, Count);
    }

    private void ParseAll()
    {
        for (int i = 0; i < Count; i = NextPacket(i))
        {
            // A packet of several slots is judged by its whole length; what is not in its first slot counts as cut.
            int length = HasFragments ? PacketLength(i) : Descriptors[i].Len;
            Offsets[i] = HeaderParser.Parse(Pointer(i), Descriptors[i].Len, length);
        }

        Parsed = true;
    }

    private void HashAll()
    {
        for (int i = 0; i < Count; i = NextPacket(i))
        {
            Hashes[i] = FlowHash.Compute(new ReadOnlySpan<byte>(Pointer(i), Descriptors[i].Len), Headers(i));
        }

        Hashed = true;
    }
}
