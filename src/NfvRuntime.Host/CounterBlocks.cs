using NfvRuntime.Counters;
using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Host;

/// <summary>Adds blocks to the host's table.</summary>
internal static class CounterBlocks
{
    /// <exception cref="NetmapException">ENOMEM: the table is full.</exception>
    public static CounterBlock Add(CounterTable table, CounterSpec[] cells, params ReadOnlySpan<(string Key, string Value)> labels)
    {
        var pairs = new KeyValuePair<string, string>[labels.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            pairs[i] = new(labels[i].Key, labels[i].Value);
        }

        try
        {
            return table.AddBlock(pairs, cells);
        }
        catch (InvalidOperationException e)
        {
            throw new NetmapException(NetmapError.NoMemory, $"no counters for {labels[0].Value}: {e.Message}; make the table for more blocks");
        }
    }
}
