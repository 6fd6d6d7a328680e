using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Stages;

/// <summary>One combination of a rule's lists, in the form in which packets are compared with it.</summary>
/// <param name="Rule">Number of the rule, from 0.</param>
/// <param name="Values">Words as in <see cref="RuleKey"/>; zero where the mask is.</param>
/// <param name="Masks">The bits that count.</param>
/// <param name="FromPort">Lowest source port, and how many follow it.</param>
/// <param name="Selector">Lowest destination port or ICMP type, and how many follow it.</param>
internal sealed record RuleLine(int Rule, uint[] Values, uint[] Masks, (uint Low, uint Span) FromPort, (uint Low, uint Span) Selector)
{
    private static readonly (uint Low, uint Span) All = (0, uint.MaxValue);

    /// <summary>A line that fills up a block.</summary>
    public static RuleLine Never(int words) => new(-1, new uint[words], new uint[words], (RuleTable.Absent - 1, 0), All);

    /// <summary>How many lines a rule comes to.</summary>
    public static long CountOf(FirewallRule rule, IpVersions version) => rule.Versions.HasFlag(version)
        ? (long)Prefixes(rule.From, version).Count * Prefixes(rule.To, version).Count * Ranges(rule.FromPorts).Count * Ranges(SelectorsOf(rule)).Count
        : 0;

    /// <summary>All lines of all rules for one version, in the order of the rules.</summary>
    public static List<RuleLine> Expand(IReadOnlyList<FirewallRule> rules, IpVersions version)
    {
        var lines = new List<RuleLine>();
        for (int i = 0; i < rules.Count; i++)
        {
            if (rules[i].Versions.HasFlag(version))
            {
                lines.AddRange(Expand(i, rules[i], version));
            }
        }

        return lines;
    }

    private static IEnumerable<RuleLine> Expand(int number, FirewallRule rule, IpVersions version) =>
        from destination in Prefixes(rule.To, version)
        from source in Prefixes(rule.From, version)
        let words = Words(rule.Protocol, destination, source, version)
        from fromPort in Ranges(rule.FromPorts)
        from selector in Ranges(SelectorsOf(rule))
        select new RuleLine(number, words.Values, words.Masks, fromPort, selector);

    private static IReadOnlyList<NumberRange> SelectorsOf(FirewallRule rule) => rule.Types.Count > 0 ? rule.Types : rule.Ports;

    private static List<IPNetwork?> Prefixes(IReadOnlyList<IPNetwork> prefixes, IpVersions version)
    {
        AddressFamily family = version == IpVersions.V4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        return prefixes.Count == 0 ? [null] : [.. prefixes.Where(p => p.BaseAddress.AddressFamily == family).Select(p => (IPNetwork?)p)];
    }

    /// <summary>The ranges in order, those that touch joined, so that no line is there in vain.</summary>
    private static List<(uint Low, uint Span)> Ranges(IReadOnlyList<NumberRange> ranges)
    {
        if (ranges.Count == 0)
        {
            return [All];
        }

        var joined = new List<NumberRange>();
        foreach (NumberRange range in ranges.OrderBy(range => range.Low))
        {
            if (joined.Count > 0 && range.Low <= joined[^1].High + 1)
            {
                joined[^1] = joined[^1] with { High = Math.Max(joined[^1].High, range.High) };
            }
            else
            {
                joined.Add(range);
            }
        }

        return [.. joined.Select(range => ((uint)range.Low, (uint)(range.High - range.Low)))];
    }

    private static (uint[] Values, uint[] Masks) Words(byte? protocol, IPNetwork? to, IPNetwork? from, IpVersions version)
    {
        int bytes = version == IpVersions.V4 ? 4 : 16;
        byte[] values = new byte[bytes * 2];
        byte[] masks = new byte[bytes * 2];
        Put(to, values.AsSpan(0, bytes), masks.AsSpan(0, bytes));
        Put(from, values.AsSpan(bytes), masks.AsSpan(bytes));
        uint protocolMask = protocol is null ? 0 : uint.MaxValue;
        return ([.. MemoryMarshal.Cast<byte, uint>(values), protocol ?? 0u], [.. MemoryMarshal.Cast<byte, uint>(masks), protocolMask]);
    }

    private static void Put(IPNetwork? prefix, Span<byte> value, Span<byte> mask)
    {
        if (prefix is not { } given)
        {
            return;
        }

        given.BaseAddress.TryWriteBytes(value, out _);
        for (int i = 0; i < value.Length; i++)
        {
            mask[i] = (byte)(0xFF00 >> Math.Clamp(given.PrefixLength - (i * 8), 0, 8));
        }
    }
}
