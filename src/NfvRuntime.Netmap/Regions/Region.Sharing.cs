namespace NfvRuntime.Netmap;

public sealed unsafe partial class Region
{
    private readonly bool[] _csb;

    /// <summary>Entries of each CSB array; 0 for anonymous memory.</summary>
    public uint CsbEntries => (uint)_csb.Length;

    /// <summary>Bytes of the region in its file: header, pools, CSB arrays. Offsets in it are what processes tell each other.</summary>
    public long FileSize => _file?.Bytes ?? Layout.TotalSize;

    /// <summary>What the application tells the host about the ring of this CSB entry.</summary>
    /// <exception cref="RegionException">There is no such entry.</exception>
    public CsbAtok* Atok(uint entry) => (CsbAtok*)(_mapping.Base + RequireCsb(entry).AtokOffset) + entry;

    /// <summary>What the host tells the application about the ring of this CSB entry.</summary>
    /// <exception cref="RegionException">There is no such entry.</exception>
    public CsbKtoa* Ktoa(uint entry) => (CsbKtoa*)(_mapping.Base + RequireCsb(entry).KtoaOffset) + entry;

    /// <summary>Takes neighbouring CSB entries, cleared.</summary>
    /// <param name="count">Entries, at least 1.</param>
    /// <returns>Number of the first.</returns>
    /// <exception cref="RegionException">No such run is free, or the region is anonymous.</exception>
    public uint AllocateCsb(uint count)
    {
        ArgumentOutOfRangeException.ThrowIfZero(count);
        lock (_lock)
        {
            RequireCreator();
            uint run = 0;
            for (uint i = 0; i < _csb.Length; i++)
            {
                run = _csb[i] ? 0 : run + 1;
                if (run == count)
                {
                    uint first = i + 1 - count;
                    _csb.AsSpan((int)first, (int)count).Fill(true);
                    new Span<CsbAtok>(Atok(first), (int)count).Clear();
                    new Span<CsbKtoa>(Ktoa(first), (int)count).Clear();
                    return first;
                }
            }

            throw new RegionException(_file is null
                ? "anonymous memory has no CSB arrays: share the region by a memory file or a named one"
                : $"no {count} neighbouring CSB entries of the region's {_csb.Length} are free: lay out the region for more rings");
        }
    }

    /// <summary>Gives CSB entries back.</summary>
    /// <exception cref="RegionException">One is not allocated.</exception>
    public void FreeCsb(uint first, uint count)
    {
        lock (_lock)
        {
            if (first > _csb.Length || count > _csb.Length - first || _csb.AsSpan((int)first, (int)count).Contains(false))
            {
                throw new RegionException($"{count} CSB entries from {first} on are freed but not all allocated");
            }

            _csb.AsSpan((int)first, (int)count).Clear();
        }
    }

    /// <summary>Where a ring lies, counted from the first byte of the file.</summary>
    /// <exception cref="RegionException">The pointer is no ring of the region.</exception>
    public long OffsetOf(NetmapRing* ring)
    {
        RingNumber(ring);
        return (byte*)ring - _mapping.Base;
    }

    /// <summary>Where an interface object lies, counted from the first byte of the file.</summary>
    /// <exception cref="RegionException">The pointer is no interface object of the region.</exception>
    public long OffsetOf(NetmapIf* port)
    {
        RequireIf(port);
        return (byte*)port - _mapping.Base;
    }

    /// <summary>The ring that another process names by its offset.</summary>
    /// <exception cref="RegionException">No ring object begins there.</exception>
    public NetmapRing* RingAt(long offset)
    {
        if (offset < 0 || offset >= FileSize)
        {
            throw new RegionException($"offset {offset} is outside of the region's file of {FileSize} bytes");
        }

        NetmapRing* ring = (NetmapRing*)(_mapping.Base + offset);
        RequireRing(ring);
        return ring;
    }

    /// <summary>For an attached process: buffers that the creator lends it, to allocate from. They go back to where buffers come from.</summary>
    /// <exception cref="RegionException">An index is no usable buffer, or is free here already. Those before it are lent.</exception>
    public void Lend(ReadOnlySpan<uint> indexes)
    {
        lock (_lock)
        {
            foreach (uint index in indexes)
            {
                if (!IsUsableBuffer(index) || !_buffers.IsTaken(index))
                {
                    throw new RegionException($"buffer {index} was lent twice, or is not of this region's {BufferCount}");
                }

                _buffers.Return(index);
            }
        }
    }

    /// <summary>After a death: keeps those allocated buffers that somebody still has; the others are free again.</summary>
    /// <param name="inUse">One bit a buffer, bit i % 64 of word i / 64. Bits of buffers that are free now do not matter.</param>
    /// <returns>Buffers that came back.</returns>
    /// <exception cref="RegionException">This process did not create the region, or the bitmap is too short.</exception>
    public uint Retain(ReadOnlySpan<ulong> inUse)
    {
        RequireBitmap(inUse.Length);
        lock (_lock)
        {
            RequireCreator();
            uint returned = 0;
            for (uint index = ReservedBuffers; index < _bufferCount; index++)
            {
                if (_buffers.IsTaken(index) && (inUse[(int)(index / 64)] & (1UL << (int)(index % 64))) == 0)
                {
                    _buffers.Return(index);
                    returned++;
                }
            }

            return returned;
        }
    }

    /// <summary>After <see cref="TakeOver(string)"/>: keeps the rings that somebody still uses, with their CSB entries; the other ring, interface and
    /// CSB objects are free again.</summary>
    /// <exception cref="RegionException">A pointer is no ring of the region, an entry is not there, or this process did not create the region.</exception>
    public void RetainRings(ReadOnlySpan<nint> rings, ReadOnlySpan<uint> csbEntries)
    {
        lock (_lock)
        {
            RequireCreator();
            var kept = new HashSet<uint>();
            foreach (nint ring in rings)
            {
                kept.Add(RingNumber((NetmapRing*)ring));
            }

            foreach (uint entry in csbEntries)
            {
                RequireCsb(entry);
            }

            for (uint number = 0; number < Layout.RingCount; number++)
            {
                if (_rings.IsTaken(number) && !kept.Contains(number))
                {
                    _rings.Return(number);
                }
            }

            _ifs.Reset();
            Array.Clear(_csb);
            foreach (uint entry in csbEntries)
            {
                _csb[entry] = true;
            }
        }
    }

    /// <summary>Sets the bit of every buffer that nobody holds, in the form of <see cref="Retain"/>.</summary>
    public void MarkFree(Span<ulong> bitmap)
    {
        RequireBitmap(bitmap.Length);
        lock (_lock)
        {
            for (uint index = ReservedBuffers; index < _bufferCount; index++)
            {
                if (!_buffers.IsTaken(index))
                {
                    bitmap[(int)(index / 64)] |= 1UL << (int)(index % 64);
                }
            }
        }
    }

    private RegionFile RequireCsb(uint entry) => entry < _csb.Length ? _file!
        : throw new RegionException($"there is no CSB entry {entry}: the region has {_csb.Length}");

    private void RequireBitmap(int words)
    {
        if (words < (_bufferCount + 63) / 64)
        {
            throw new RegionException($"a bitmap of {words} words is too short for {_bufferCount} buffers");
        }
    }
}
