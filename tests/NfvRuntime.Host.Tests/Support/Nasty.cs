namespace NfvRuntime.Host.Tests;

/// <summary>Values that a hostile writer would choose, beside random ones.</summary>
internal sealed class Nasty(int seed, params uint[] edges)
{
    private readonly uint[] _edges =
        [.. edges.SelectMany(edge => (uint[])[edge - 1, edge, edge + 1]), 0, 1, 2, 63, 64, 0x7FFF_FFFF, 0x8000_0000, uint.MaxValue];

    public Random Random { get; } = new(seed);

    /// <summary>True once in so many times.</summary>
    public bool Once(int times) => Random.Next(times) == 0;

    public uint Word() => Random.Next(3) switch
    {
        0 => _edges[Random.Next(_edges.Length)],
        1 => (uint)Random.Next(2048),
        _ => (uint)Random.NextInt64(),
    };
}
