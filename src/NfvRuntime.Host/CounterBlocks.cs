using NfvRuntime.Counters;
using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Host;

/// <summary>Adds blocks to a host's table, under the labels that all of its blocks carry.</summary>
internal static class CounterBlocks
{
    /// <exception cref="NetmapException">ENOMEM: the table is full.</exception>
    public static CounterBlock Add(NetmapHost host, CounterSpec[] cells, params ReadOnlySpan<(string Key, string Value)> labels)
    {
        var pairs = new List<KeyValuePair<string, string>>(labels.Length + 1);
        if (host.Chain is { } chain)
        {
            pairs.Add(new(LabelKeys.Chain, chain));
        }

        foreach ((string key, string value) in labels)
        {
            pairs.Add(new(key, value));
        }

        try
        {
            return host.Counters.AddBlock(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pairs), cells);
        }
        catch (InvalidOperationException e)
        {
            throw new NetmapException(NetmapError.NoMemory, $"no counters for {labels[0].Value}: {e.Message}; make the table for more blocks");
        }
    }
}
