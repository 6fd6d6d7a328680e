using NfvRuntime.Netmap;

namespace NfvRuntime.Host.Tests;

/// <summary>One side of a back-to-back ring that writes what it likes, anywhere in the region: now and then what it should.</summary>
internal sealed unsafe class HostileBackToBackGuest
{
    private const int Request = 14;
    private const int Answer = 15;

    private readonly Region _region;
    private readonly RingView _ring;
    private readonly uint* _mine;
    private readonly uint* _theirs;
    private readonly uint* _arbiter;
    private readonly bool _sends;
    private readonly Nasty _nasty;

    public HostileBackToBackGuest(Region region, BackToBackRing ring, bool sends, int seed)
    {
        _region = region;
        _ring = new RingView(region.RingAt(ring.Ring.Region.OffsetOf(ring.Ring.Pointer)), region);
        uint* atok = (uint*)region.Atok(ring.CsbEntry);
        uint* ktoa = (uint*)region.Ktoa(ring.CsbEntry);
        _mine = sends ? atok : ktoa;
        _theirs = sends ? ktoa : atok;
        _arbiter = (uint*)((byte*)_ring.Pointer + 128);
        _sends = sends;
        _nasty = new Nasty(seed, _ring.NumSlots, region.BufferCount, region.BufferSize, 65536);
    }

    public void Act()
    {
        if (!_nasty.Once(64))
        {
            _mine[Answer] = *_arbiter; // mostly it answers, or the ring would stand still for ever
            _mine[Request] = 0;
        }

        switch (_nasty.Random.Next(256))
        {
            case 0:
                _mine[_nasty.Random.Next(16)] = _nasty.Word();
                break;
            case 1:
                _theirs[_nasty.Random.Next(16)] = _nasty.Word();
                break;
            case 2:
                _mine[_nasty.Random.Next(2)] = _nasty.Word();
                break;
            case 3:
                _mine[Request] = *_arbiter + 1;
                break;
            case 4 when _nasty.Once(8):
                *_arbiter = _nasty.Word();
                break;
            case 5:
                ((uint*)_ring.Pointer)[_nasty.Random.Next(32)] = _nasty.Word();
                break;
            case < 20:
                ((uint*)_ring.Slots)[_nasty.Random.Next((int)_ring.NumSlots * 4)] = _nasty.Word();
                break;
            case 20:
                ((uint*)_region.Base)[_nasty.Random.NextInt64(_region.Size / 4)] = _nasty.Word();
                break;
            default:
                Move();
                break;
        }
    }

    // By the rules: hands over, or gives back, some slots.
    private void Move()
    {
        if ((*_arbiter & 1) != 0)
        {
            return;
        }

        uint n = _ring.NumSlots;
        uint theirs = _theirs[0] % n;
        uint mine = _mine[0] % n;
        uint room = _sends ? RingIndex.Space(mine, RingIndex.Previous(theirs, n), n) : RingIndex.Space(mine, theirs, n);
        uint to = RingIndex.Advance(mine, Math.Min(room, (uint)_nasty.Random.Next(1, 9)), n);
        for (uint at = mine; _sends && at != to; at = RingIndex.Next(at, n))
        {
            ref NetmapSlot slot = ref _ring[at];
            slot.Len = (ushort)(_nasty.Once(512) ? _nasty.Word() : 60);
            slot.Flags = (ushort)(_nasty.Once(64) ? _nasty.Word() : 0);
            slot.Ptr = _nasty.Once(512) ? _nasty.Word() : 128;
        }

        if (_sends)
        {
            _mine[1] = to;
            Volatile.Write(ref _mine[0], to);
        }
        else
        {
            _mine[0] = to;
            Volatile.Write(ref _mine[1], RingIndex.Previous(to, n));
        }
    }
}
