namespace NfvRuntime.Ports;

/// <summary>
/// Chooses flows among all combinations of a generator's addresses and ports: number i becomes combination (a i + b) mod n, with a prime
/// to n, so that all are different and neighbours lie far apart.
/// </summary>
internal readonly struct FlowTuples
{
    private readonly GeneratorSpec _spec;
    private readonly ulong _count;
    private readonly ulong _step;
    private readonly ulong _start;

    public FlowTuples(GeneratorSpec spec)
    {
        _spec = spec;
        _count = CountOf(spec);
        _start = Scramble(spec.Seed) % _count;
        _step = (Scramble(spec.Seed + 1) % _count) | 1;
        while (GreatestCommonDivisor(_step, _count) != 1)
        {
            _step += 2;
        }
    }

    /// <summary>Number of combinations; 2^62 stands for any higher number.</summary>
    public static ulong CountOf(GeneratorSpec spec)
    {
        var limit = (UInt128)(1UL << 62);
        var count = UInt128.Min(limit, (UInt128)spec.From.Count * spec.To.Count);
        return (ulong)UInt128.Min(limit, count * spec.FromPorts.Count * spec.ToPorts.Count);
    }

    public (UInt128 From, UInt128 To, ushort FromPort, ushort ToPort) this[int flow]
    {
        get
        {
            var combination = (ulong)((((UInt128)(uint)flow * _step) + _start) % _count);
            var (rest, from) = Math.DivRem(combination, _spec.From.Count);
            (rest, var fromPort) = Math.DivRem(rest, _spec.FromPorts.Count);
            (rest, var to) = Math.DivRem(rest, _spec.To.Count);
            return (_spec.From.First + from, _spec.To.First + to,
                (ushort)(_spec.FromPorts.First + fromPort), (ushort)(_spec.ToPorts.First + rest));
        }
    }

    // The finalizer of SplitMix64: every bit of the seed changes every bit of the result.
    private static ulong Scramble(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }

    private static ulong GreatestCommonDivisor(ulong a, ulong b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
