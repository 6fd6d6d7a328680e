using System.Text;

namespace NfvRuntime.Netmap;

public sealed unsafe partial class Region
{
    private const ushort DirTx = 1; // as the kernel stores it, not as its header says
    private const ushort DirRx = 0;

    private readonly Lock _lock = new();
    private readonly IndexPool _buffers;
    private readonly IndexPool _rings;
    private readonly IndexPool _ifs;

    /// <summary>Buffers that nobody holds, at a moment of the near past. Any thread, without the lock.</summary>
    public uint FreeBufferCount => _buffers.Free;

    /// <summary>Takes a buffer for every element of the span. An attached process takes from those it was lent (<see cref="Lend"/>).</summary>
    /// <exception cref="InsufficientBuffersException">There are not so many; none is taken.</exception>
    public void AllocateBuffers(Span<uint> indexes)
    {
        lock (_lock)
        {
            RequireFree((uint)indexes.Length);
            foreach (ref uint index in indexes)
            {
                index = _buffers.Take();
            }
        }
    }

    /// <summary>Gives buffers back.</summary>
    /// <exception cref="RegionException">One is not allocated: freed twice, or from elsewhere. Those before it are free.</exception>
    public void FreeBuffers(ReadOnlySpan<uint> indexes)
    {
        lock (_lock)
        {
            foreach (uint index in indexes)
            {
                if (!_buffers.IsTaken(index))
                {
                    throw new RegionException($"buffer {index} is freed but not allocated: freed twice, or not of this region");
                }

                _buffers.Return(index);
            }
        }
    }

    /// <summary>Gives back those of some buffers that are allocated: for a list whose writer is not trusted.</summary>
    /// <returns>Buffers that came back.</returns>
    public uint ReleaseBuffers(ReadOnlySpan<uint> indexes)
    {
        lock (_lock)
        {
            uint returned = 0;
            foreach (uint index in indexes)
            {
                if (IsUsableBuffer(index) && _buffers.IsTaken(index))
                {
                    _buffers.Return(index);
                    returned++;
                }
            }

            return returned;
        }
    }

    /// <summary>Makes a ring with every field initialised: tx all room (head and cur 0, tail n-1), rx empty (0, 0, 0).</summary>
    /// <param name="slots">Number of slots, 2 to <see cref="RegionLayout.MaxSlots"/>.</param>
    /// <param name="ringId">Number within its port and direction.</param>
    /// <param name="tx">Direction.</param>
    /// <param name="withBuffers">Give each slot a buffer; otherwise the slots hold index 0.</param>
    /// <param name="headroom">Data offset of each slot in bytes; 0 turns offsets off for the ring.</param>
    /// <exception cref="InsufficientBuffersException">Not enough buffers; nothing is taken.</exception>
    /// <exception cref="RegionException">No ring object is free, or the slots do not fit one.</exception>
    /// <remarks>In a process that attached, the ring lies in memory of its own, for a port that this process serves itself; only its buffers, of those
    /// that were lent, are the region's.</remarks>
    public NetmapRing* AllocateRing(uint slots, ushort ringId, bool tx, bool withBuffers = true, int headroom = DefaultHeadroom)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(headroom);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)headroom, BufferSize);
        if (slots < 2 || slots > Layout.MaxSlots)
        {
            throw new RegionException($"a ring of {slots} slots: this region's rings hold 2 to {Layout.MaxSlots}");
        }

        lock (_lock)
        {
            RequireFree(withBuffers ? slots : 0);
            NetmapRing* ring = IsCreator ? TakeRing() : MakeOwnRing(slots);
            *ring = new NetmapRing
            {
                BufOfs = _bufferBase - (byte*)ring,
                NumSlots = slots,
                NrBufSize = BufferSize,
                RingId = ringId,
                Dir = tx ? DirTx : DirRx,
                Tail = tx ? slots - 1 : 0,
                OffsetMask = headroom > 0 ? 0xFFFFu : 0,
                BufAlign = 64,
            };

            NetmapSlot* slot = (NetmapSlot*)(ring + 1);
            ushort length = (ushort)Math.Min(BufferSize - (uint)headroom, ushort.MaxValue);
            for (uint i = 0; i < slots; i++)
            {
                slot[i] = new NetmapSlot { BufIdx = withBuffers ? _buffers.Take() : 0, Len = length, Ptr = (ulong)headroom };
            }

            return ring;
        }
    }

    /// <summary>Gives a ring back, with the buffers that its slots hold now.</summary>
    /// <returns>Buffers that came back. A slot whose index is impossible, or whose buffer was freed already, gives none.</returns>
    /// <exception cref="RegionException">The pointer is no allocated ring of this region.</exception>
    public uint FreeRing(NetmapRing* ring)
    {
        lock (_lock)
        {
            RequireTaken(ring);

            // The header is shared memory: whoever maps it may have changed the count.
            uint slots = Math.Min(ring->NumSlots, Layout.MaxSlots);
            NetmapSlot* slot = (NetmapSlot*)(ring + 1);
            uint returned = 0;
            for (uint i = 0; i < slots; i++)
            {
                uint index = Volatile.Read(ref slot[i].BufIdx);
                if (IsUsableBuffer(index) && _buffers.IsTaken(index))
                {
                    _buffers.Return(index);
                    returned++;
                }
            }

            ReturnRing(ring);
            return returned;
        }
    }

    /// <summary>Makes the interface object that tells a handle where its rings are.</summary>
    /// <param name="name">Port name; cut to 15 bytes.</param>
    /// <param name="txRings">Addresses of the tx rings; 0 for one that the handle has not bound.</param>
    /// <param name="rxRings">Addresses of the rx rings; 0 for one that the handle has not bound.</param>
    /// <exception cref="RegionException">No object is free, the rings do not fit one, or an address is no ring of this region.</exception>
    public NetmapIf* AllocateIf(string name, ReadOnlySpan<nint> txRings, ReadOnlySpan<nint> rxRings)
    {
        long offsets = txRings.Length + 1L + rxRings.Length + 1; // each direction also lists one host ring, never bound here
        if (sizeof(NetmapIf) + (offsets * sizeof(long)) > Layout.IfSize)
        {
            throw new RegionException($"{txRings.Length} + {rxRings.Length} rings do not fit an interface object of {Layout.IfSize} bytes");
        }

        lock (_lock)
        {
            RequireRings(txRings);
            RequireRings(rxRings);
            RequireObject(_ifs, "interface");
            NetmapIf* port = (NetmapIf*)(Base + RegionLayout.IfPoolOffset + ((long)_ifs.Take() * Layout.IfSize));
            new Span<byte>(port, (int)Layout.IfSize).Clear();
            Encoding.UTF8.GetEncoder().Convert(name, new Span<byte>(port->Name, NetmapIf.NameSize - 1), flush: true, out _, out _, out _);
            port->TxRings = (uint)txRings.Length;
            port->RxRings = (uint)rxRings.Length;
            port->HostTxRings = 1;
            port->HostRxRings = 1;
            long* offset = (long*)(port + 1);
            WriteOffsets(port, offset, txRings);
            WriteOffsets(port, offset + txRings.Length + 1, rxRings);
            return port;
        }
    }

    /// <summary>Gives an interface object back; its rings stay.</summary>
    /// <exception cref="RegionException">The pointer is no allocated interface object of this region.</exception>
    public void FreeIf(NetmapIf* port)
    {
        lock (_lock)
        {
            uint number = IfNumber(port);
            if (!_ifs.IsTaken(number))
            {
                throw new RegionException($"interface object {number} is freed but not allocated");
            }

            _ifs.Return(number);
        }
    }

    /// <summary>Forgets every allocation and starts a new generation, as netmap does when the last user of an allocator leaves.</summary>
    /// <remarks>For the creator, when nobody uses rings or buffers any more. What leaked is recovered.</remarks>
    public void LayOutAnew()
    {
        lock (_lock)
        {
            RequireCreator();
            _buffers.Reset();
            _rings.Reset();
            _ifs.Reset();
            Array.Clear(_csb);
            Generation = Interlocked.Increment(ref _generations);
            if (_file is not null)
            {
                _file = _file with { Generation = _file.Generation == uint.MaxValue ? 1 : _file.Generation + 1 };
                Volatile.Write(ref Header->Generation, _file.Generation);
            }
        }
    }

    private static void WriteOffsets(NetmapIf* port, long* offset, ReadOnlySpan<nint> rings)
    {
        foreach (nint ring in rings)
        {
            *offset++ = ring == 0 ? 0 : ring - (nint)port;
        }
    }

    private void RequireRings(ReadOnlySpan<nint> rings)
    {
        foreach (nint ring in rings)
        {
            if (ring != 0)
            {
                RingNumber((NetmapRing*)ring);
            }
        }
    }

    private uint RingNumber(NetmapRing* ring) =>
        ObjectNumber((byte*)ring, Layout.RingPoolOffset, Layout.RingSize, Layout.RingCount, "ring");

    private uint IfNumber(NetmapIf* port) =>
        ObjectNumber((byte*)port, RegionLayout.IfPoolOffset, Layout.IfSize, Layout.IfCount, "interface");

    private uint ObjectNumber(byte* address, long poolOffset, uint size, uint count, string kind)
    {
        long offset = address - Base - poolOffset;
        if (offset < 0 || offset >= (long)size * count || offset % size != 0)
        {
            throw new RegionException($"the address is that of no {kind} object of this region");
        }

        return (uint)(offset / size);
    }

    private void RequireObject(IndexPool pool, string kind)
    {
        RequireCreator();
        if (pool.Free == 0)
        {
            throw new RegionException($"no {kind} object of the region is free: lay out the region with more of them");
        }
    }

    private void RequireFree(uint asked)
    {
        if (asked > _buffers.Free)
        {
            throw new InsufficientBuffersException(asked, _buffers.Free);
        }
    }

    private void RequireCreator()
    {
        if (!IsCreator)
        {
            throw new RegionException("only the process that created a region allocates in it; this one attached to it");
        }
    }
}
