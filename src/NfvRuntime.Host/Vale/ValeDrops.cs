using NfvRuntime.Counters;

namespace NfvRuntime.Host;

/// <summary>What a switch dropped of the packets that one tx ring sent. Written by the thread that syncs the ring, readable by any.</summary>
/// <remarks>A broadcast that finds a full ring counts once for each such ring.</remarks>
public sealed class ValeDrops
{
    private static readonly CounterSpec[] Cells =
        [.. Enum.GetValues<ValeDropReason>().Select(reason => new CounterSpec(Catalogue.ValeDropped, (LabelKeys.Reason, NameOf(reason))))];

    private readonly CounterTable _table;
    private CounterBlock? _block;

    internal ValeDrops(NetmapHost host, ValePort source, int ring)
    {
        _table = host.Counters;
        _block = CounterBlocks.Add(
            host, Cells, (LabelKeys.Switch, source.Switch.Name), (LabelKeys.Port, source.Label), (LabelKeys.Ring, $"{ring}"));
    }

    /// <summary>Packets dropped for a reason.</summary>
    public ulong this[ValeDropReason reason] => Volatile.Read(ref _block) is { } block ? block[(int)reason].Value : 0;

    /// <summary>Packets dropped.</summary>
    public ulong Total
    {
        get
        {
            ulong total = 0;
            for (int reason = 0; reason < Cells.Length; reason++)
            {
                total += this[(ValeDropReason)reason];
            }

            return total;
        }
    }

    /// <summary>The name by which a reason is published.</summary>
    public static string NameOf(ValeDropReason reason) => reason switch
    {
        ValeDropReason.NoDestination => "no-destination",
        ValeDropReason.DestinationFull => "vale-full",
        ValeDropReason.TooShort => "too-short",
        ValeDropReason.TooManyFragments => "too-many-fragments",
        ValeDropReason.BadSlot => "bad-slot",
        ValeDropReason.BadOffload => "bad-offload",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "no such reason"),
    };

    internal void Count(ValeDropReason reason, int packets) => _block![(int)reason].Add((ulong)packets);

    /// <summary>Gives the cells back; all figures read 0 from now on.</summary>
    internal void Remove()
    {
        if (Interlocked.Exchange(ref _block, null) is { } block)
        {
            _table.RemoveBlock(block);
        }
    }
}
