using NfvRuntime.Counters;
using NfvRuntime.Sdk;

namespace Acme.DnsGuard;

/// <summary>The blocked domains, each with its count of questions. Looking one up allocates nothing.</summary>
internal sealed class BlockedList
{
    private readonly StageCounters _counters;
    private readonly Dictionary<string, Counter> _byDomain = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Counter>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    public BlockedList(IEnumerable<string> domains, StageCounters counters)
    {
        _counters = counters;
        _bySpan = _byDomain.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (string domain in domains)
        {
            Add(domain);
        }
    }

    /// <summary>Blocks one more domain.</summary>
    /// <returns>All that are blocked now.</returns>
    public IReadOnlyList<string> Add(string domain)
    {
        if (!_byDomain.ContainsKey(domain))
        {
            _byDomain.Add(domain, _counters.Add(new CounterSpec(DnsGuardMetrics.Blocked, (LabelKeys.Rule, domain)))[0]);
        }

        return [.. _byDomain.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>Counts a question if its name, or a domain above it, is blocked.</summary>
    /// <param name="name">In lower case, without a dot at the end.</param>
    public bool TryCount(ReadOnlySpan<char> name)
    {
        while (!name.IsEmpty)
        {
            if (_bySpan.TryGetValue(name, out Counter questions))
            {
                questions.Add(1);
                return true;
            }

            int dot = name.IndexOf('.');
            name = dot < 0 ? [] : name[(dot + 1)..];
        }

        return false;
    }
}
