using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NfvRuntime.Stages;

/// <summary>
/// The rules of one IP version, multiplied out into lines of one prefix pair and one port pair each, and compared eight lines at a time.
/// Immutable, allocates nothing when asked.
/// </summary>
/// <remarks>
/// Eight lines form a block of vectors with one lane for each line: for every 32-bit word of destination and source address and for the
/// protocol a value and a mask, then for source port and selector a lowest value and a span. The order of lines is the order of rules,
/// so the lowest lane that matches decides.
/// </remarks>
internal sealed unsafe class RuleTable
{
    /// <summary>Lines that a firewall may have for one IP version.</summary>
    public const int MaxLines = 16384;

    /// <summary>Stands for a port or an ICMP type that the packet has not; no range that a rule gives contains it.</summary>
    public const uint Absent = uint.MaxValue;

    private const int Lanes = 8;

    /// <summary>Words of a <see cref="RuleKey"/> that are compared under a mask.</summary>
    private readonly int _masked;

    private readonly uint[] _blocks; // pinned
    private readonly uint* _first;
    private readonly int[] _rules; // by line
    private readonly int _stride; // words of one block

    public RuleTable(IReadOnlyList<FirewallRule> rules, IpVersions version)
    {
        List<RuleLine> lines = RuleLine.Expand(rules, version);
        _masked = RuleKey.MaskedWords(version);
        _stride = Lanes * 2 * (_masked + 2);
        _rules = [.. lines.Select(line => line.Rule)];
        int blocks = (lines.Count + Lanes - 1) / Lanes;
        _blocks = GC.AllocateArray<uint>(blocks * _stride, pinned: true);
        _first = (uint*)Marshal.UnsafeAddrOfPinnedArrayElement(_blocks, 0);
        for (int i = 0; i < blocks * Lanes; i++)
        {
            Store(i, i < lines.Count ? lines[i] : RuleLine.Never(_masked));
        }
    }

    /// <summary>Lines that the rules come to.</summary>
    public static long CountLines(IReadOnlyList<FirewallRule> rules, IpVersions version) =>
        rules.Sum(rule => RuleLine.CountOf(rule, version));

    /// <summary>The number of the first rule that matches, or -1.</summary>
    /// <param name="key">What the packet says, <see cref="RuleKey"/> for this table's version.</param>
    public int Find(uint* key) => _masked == RuleKey.MaskedWordsV4 ? FindV4(key) : FindV6(key);

    private int FindV4(uint* key)
    {
        Vector256<uint> to = Vector256.Create(key[0]);
        Vector256<uint> from = Vector256.Create(key[1]);
        Vector256<uint> protocol = Vector256.Create(key[2]);
        uint* at = _first;
        for (int line = 0; line < _rules.Length; line += Lanes, at += _stride)
        {
            Vector256<uint> off = ((to ^ Vector256.Load(at)) & Vector256.Load(at + 8))
                | ((from ^ Vector256.Load(at + 16)) & Vector256.Load(at + 24))
                | ((protocol ^ Vector256.Load(at + 32)) & Vector256.Load(at + 40));
            Vector256<uint> match = Vector256.Equals(off, Vector256<uint>.Zero);
            if (match != Vector256<uint>.Zero && Ports(match, at + 48, key[3], key[4]) is var lanes && lanes != 0)
            {
                return _rules[line + BitOperations.TrailingZeroCount(lanes)];
            }
        }

        return -1;
    }

    private int FindV6(uint* key)
    {
        uint* at = _first;
        for (int line = 0; line < _rules.Length; line += 8, at += _stride)
        {
            Vector256<uint> off = Vector256<uint>.Zero;
            for (int word = 0; word < RuleKey.MaskedWordsV6; word++)
            {
                off |= (Vector256.Create(key[word]) ^ Vector256.Load(at + (word * 16))) & Vector256.Load(at + (word * 16) + 8);
            }

            Vector256<uint> match = Vector256.Equals(off, Vector256<uint>.Zero);
            if (match != Vector256<uint>.Zero
                && Ports(match, at + (RuleKey.MaskedWordsV6 * 16), key[RuleKey.MaskedWordsV6], key[RuleKey.MaskedWordsV6 + 1]) is var lanes
                && lanes != 0)
            {
                return _rules[line + BitOperations.TrailingZeroCount(lanes)];
            }
        }

        return -1;
    }

    private static uint Ports(Vector256<uint> match, uint* at, uint fromPort, uint selector)
    {
        match &= Vector256.LessThanOrEqual(Vector256.Create(fromPort) - Vector256.Load(at), Vector256.Load(at + 8));
        match &= Vector256.LessThanOrEqual(Vector256.Create(selector) - Vector256.Load(at + 16), Vector256.Load(at + 24));
        return match.ExtractMostSignificantBits();
    }

    private void Store(int number, RuleLine line)
    {
        int at = (number / Lanes * _stride) + (number % Lanes);
        for (int word = 0; word < _masked; word++, at += 2 * Lanes)
        {
            _blocks[at] = line.Values[word];
            _blocks[at + Lanes] = line.Masks[word];
        }

        foreach ((uint low, uint span) in new[] { line.FromPort, line.Selector })
        {
            _blocks[at] = low;
            _blocks[at + Lanes] = span;
            at += 2 * Lanes;
        }
    }
}
