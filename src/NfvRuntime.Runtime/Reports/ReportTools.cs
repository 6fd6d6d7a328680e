using NfvRuntime.Counters;
using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime;

internal static class ReportTools
{
    internal static IReadOnlyDictionary<string, ulong> NonZero(IReadOnlyDictionary<DropReason, Counter> drops) =>
        new SortedDictionary<string, ulong>(
            drops.Where(drop => drop.Value.Value > 0).ToDictionary(drop => drop.Key.Name, drop => drop.Value.Value), StringComparer.Ordinal);

    internal static IReadOnlyDictionary<string, ulong> Sum(IEnumerable<IReadOnlyDictionary<string, ulong>> parts)
    {
        var sum = new SortedDictionary<string, ulong>(StringComparer.Ordinal);
        foreach ((string reason, ulong packets) in parts.SelectMany(part => part))
        {
            sum[reason] = sum.GetValueOrDefault(reason) + packets;
        }

        return sum;
    }
}
