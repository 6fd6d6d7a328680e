using System.Runtime.CompilerServices;

namespace NfvRuntime.Netmap;

/// <summary>Arithmetic of ring indices: modulo the number of slots, which need not be a power of two.</summary>
/// <remarks>Every index passed in must be below <c>n</c>, except to <see cref="IsLegal"/>, which judges them.</remarks>
public static class RingIndex
{
    /// <summary>Whether an owner that held <c>[base, limit)</c> may publish this head and cur.</summary>
    /// <param name="head">What the owner published; any value.</param>
    /// <param name="cur">What the owner published; any value.</param>
    /// <param name="base">Oldest head that is still possible: the last head seen (tx) or hwcur (rx).</param>
    /// <param name="limit">End of what the owner was given: the tail it was told.</param>
    /// <param name="n">Number of slots.</param>
    /// <returns>True if, going round from base, head comes first, then cur, and both come no later than limit.</returns>
    /// <remarks>The kernel's rule, except that a cur of <paramref name="n"/> or more is always refused (the kernel lets it pass in
    /// wrapped state). Base and limit out of range make every answer false.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsLegal(uint head, uint cur, uint @base, uint limit, uint n)
    {
        if (head >= n || cur >= n || @base >= n || limit >= n)
        {
            return false;
        }

        uint given = Space(@base, limit, n);
        uint released = Space(@base, head, n);
        return released <= given && Space(head, cur, n) <= given - released;
    }

    /// <summary>Slots from <paramref name="head"/> up to but not including <paramref name="tail"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Space(uint head, uint tail, uint n) => tail >= head ? tail - head : tail - head + n;

    /// <summary>The index after <paramref name="i"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Next(uint i, uint n) => i + 1 == n ? 0 : i + 1;

    /// <summary>The index before <paramref name="i"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Previous(uint i, uint n) => (i == 0 ? n : i) - 1;

    /// <summary>The index <paramref name="by"/> slots on; <paramref name="by"/> is at most <paramref name="n"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Advance(uint i, uint by, uint n) => i + by >= n ? i + by - n : i + by;
}
