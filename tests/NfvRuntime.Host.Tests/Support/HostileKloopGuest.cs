using NfvRuntime.Netmap;

namespace NfvRuntime.Host.Tests;

/// <summary>A guest without a driver, which does to its port's rings and CSB whatever it likes: now and then what it should.</summary>
internal sealed unsafe class HostileKloopGuest
{
    private const int Request = 14;
    private const int Answer = 15;

    private readonly Region _region;
    private readonly Nasty _nasty;
    private readonly RingView[] _rings;
    private readonly PtnetRing[] _stated;
    private readonly uint[][] _buffers;

    public HostileKloopGuest(Region region, PtnetConfiguration configuration, int seed)
    {
        _region = region;
        _stated = [.. configuration.Rings];
        _rings = [.. _stated.Select(ring => new RingView(region.RingAt((long)ring.Offset), region))];
        _buffers = [.. _rings.Select(ring => Enumerable.Range(0, (int)ring.NumSlots).Select(i => ring[(uint)i].BufIdx).ToArray())];
        _nasty = new Nasty(seed, _rings[0].NumSlots, region.BufferCount, region.BufferSize, 65536);
    }

    /// <summary>Does one thing to one ring that its next sync reads.</summary>
    /// <returns>The ring, in CSB order.</returns>
    public int Act()
    {
        int number = _nasty.Random.Next(_rings.Length);
        uint* atok = (uint*)_region.Atok(_stated[number].CsbEntry);
        uint* ktoa = (uint*)_region.Ktoa(_stated[number].CsbEntry);
        if (atok[Answer] != ktoa[Answer] && !_nasty.Once(8))
        {
            // Mostly it takes a reset over, or nothing else would ever be looked at.
            atok[0] = atok[1] = ktoa[0];
            atok[Request] = atok[Answer] = ktoa[Answer];
        }

        switch (_nasty.Random.Next(64))
        {
            case 0:
                atok[_nasty.Random.Next(16)] = _nasty.Word();
                break;
            case 1:
                atok[Request] = ktoa[Answer] + 1;
                break;
            case 2:
                atok[_nasty.Random.Next(2)] = _nasty.Word();
                break;
            case 3:
                ktoa[_nasty.Random.Next(14)] = _nasty.Word();
                break;
            case 4:
                ((uint*)_rings[number].Pointer)[_nasty.Random.Next(64)] = _nasty.Word();
                break;
            case 5:
                ((uint*)_rings[number].Slots)[_nasty.Random.Next((int)_rings[number].NumSlots * 4)] = _nasty.Word();
                break;
            default:
                Publish(number, atok, ktoa);
                break;
        }

        return number;
    }

    // Hands slots over by the rules, with contents that are not.
    private void Publish(int number, uint* atok, uint* ktoa)
    {
        ref readonly RingView ring = ref _rings[number];
        uint n = ring.NumSlots;
        uint head = atok[0] % n;
        uint room = RingIndex.Space(head, ktoa[1] % n, n);
        uint count = Math.Min((uint)_nasty.Random.Next(1, _nasty.Once(64) ? 80 : 5), room);
        bool chain = _nasty.Once(8) || count > 60;
        for (uint i = 0; i < count; i++)
        {
            Fill((ulong*)(ring.Slots + head), _buffers[number][head], chain, _stated[number].IsTx);
            head = RingIndex.Next(head, n);
        }

        atok[1] = head;
        Volatile.Write(ref atok[0], head);
    }

    private void Fill(ulong* slot, uint buffer, bool chain, bool isTx)
    {
        uint index = _nasty.Once(8) ? _nasty.Word() : buffer;
        uint length = _nasty.Once(8) ? _nasty.Word() & 0xFFFF : 60;
        uint flags = _nasty.Once(16) ? _nasty.Word() & 0xFFFF : chain ? SlotFlags.MoreFrag : 0u;
        slot[0] = index | ((ulong)length << 32) | ((ulong)flags << 48);
        slot[1] = _nasty.Once(8) ? _nasty.Word() | ((ulong)_nasty.Word() << 32) : 128;
        if (isTx)
        {
            ulong* frame = (ulong*)(_region.BufferAddress(buffer) + 128);
            frame[0] = (ulong)_nasty.Random.NextInt64();
            frame[1] = 0;
        }
    }
}
