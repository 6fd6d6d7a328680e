using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime;

/// <summary>
/// Checks the invariant of a region: every usable buffer is in exactly one place - a ring's slot, a burst, a stage's held packets, or the
/// region's free list.
/// </summary>
/// <remarks>To be run where nobody moves buffers meanwhile: on the island that owns all of them, or when it has stopped.</remarks>
public sealed class RegionAudit
{
    private readonly Region _region;
    private readonly ulong[] _seen;
    private readonly List<HostPort> _ports = [];
    private readonly List<BurstPool> _pools = [];
    private readonly List<StageContext> _stages = [];
    private readonly Action<uint> _visit;
    private uint _found;
    private uint _duplicates;
    private uint _impossible;

    /// <summary>Prepares audits of one region.</summary>
    /// <param name="region">The region.</param>
    public RegionAudit(Region region)
    {
        _region = region;
        _seen = new ulong[(region.BufferCount + 63) / 64];
        _visit = Visit;
    }

    /// <summary>Makes a port's rings known, and those of a pipe's other end; a port of another region is left out.</summary>
    /// <param name="port">The port.</param>
    public void Add(HostPort port)
    {
        if (ReferenceEquals(port.Region, _region) && !_ports.Contains(port))
        {
            _ports.Add(port);
            if (port is PipeEnd end)
            {
                Add(end.Peer); // there from the start, whether anybody has opened it or not
            }
        }
    }

    /// <summary>Makes a pool known.</summary>
    /// <param name="pool">The pool.</param>
    public void Add(BurstPool pool) => _pools.Add(pool);

    /// <summary>Makes the packets that a stage holds known.</summary>
    /// <param name="stage">The stage.</param>
    public void Add(StageContext stage) => _stages.Add(stage);

    /// <summary>Counts every buffer.</summary>
    public RegionAuditResult Run()
    {
        Array.Clear(_seen);
        _found = _duplicates = _impossible = 0;
        foreach (HostPort port in _ports)
        {
            port.VisitBuffers(_visit);
        }

        foreach (BurstPool pool in _pools)
        {
            Visit(pool.Bursts);
        }

        foreach (StageContext stage in _stages)
        {
            Visit(stage.Held?.Store ?? []);
        }

        return new RegionAuditResult(
            _region.BufferCount - Region.ReservedBuffers, _found, _region.FreeBufferCount, _duplicates, _impossible);
    }

    /// <summary>Gives buffers that are nowhere back to the region, after a ring fault had overwritten the only slot that named them.</summary>
    /// <returns>Buffers found again.</returns>
    public int ReclaimLost()
    {
        RegionAuditResult result = Run();
        if (result.Lost <= 0)
        {
            return 0;
        }

        // What is neither seen nor free is lost. The free list is not public, so it is taken out, looked at and put back.
        var free = new uint[result.Free];
        _region.AllocateBuffers(free);
        foreach (uint index in free)
        {
            Visit(index);
        }

        var lost = new List<uint>();
        for (uint index = Region.ReservedBuffers; index < _region.BufferCount; index++)
        {
            if ((_seen[index / 64] & (1UL << (int)(index % 64))) == 0)
            {
                lost.Add(index);
            }
        }

        _region.FreeBuffers(free);
        _region.FreeBuffers(lost.ToArray());
        return lost.Count;
    }

    private unsafe void Visit(IReadOnlyList<Burst> bursts)
    {
        foreach (Burst burst in bursts)
        {
            for (int i = 0; ReferenceEquals(burst.Region, _region) && i < burst.Capacity; i++)
            {
                Visit(burst.Descriptors[i].BufIdx);
            }
        }
    }

    private void Visit(uint index)
    {
        if (!_region.IsUsableBuffer(index))
        {
            _impossible++;
            return;
        }

        ref ulong word = ref _seen[index / 64];
        ulong bit = 1UL << (int)(index % 64);
        if ((word & bit) != 0)
        {
            _duplicates++;
            return;
        }

        word |= bit;
        _found++;
    }
}
