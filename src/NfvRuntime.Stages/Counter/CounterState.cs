using NfvRuntime.Counters;
using NfvRuntime.Sdk;

namespace NfvRuntime.Stages;

/// <summary>What a counter has counted; it outlives the actor.</summary>
internal sealed class CounterState : IPortableState
{
    private readonly Counter _bytesCell;
    private readonly Counter _flowsCell;
    private readonly Counter _otherCell;

    public CounterState(CounterSettings settings, Func<CounterSpec[], CounterBlock> add)
    {
        Table = new FlowTable(settings.Flows);
        CounterBlock block = add([Catalogue.CounterBytes, Catalogue.CounterFlows, Catalogue.CounterOther]);
        _bytesCell = block[0];
        _flowsCell = block[1];
        _otherCell = block[2];
    }

    public FlowTable Table { get; }

    public long Packets;
    public long Bytes;
    public long OtherPackets;
    public long OtherBytes;
    public long NonIpPackets;
    public long NonIpBytes;

    /// <inheritdoc/>
    public string Format => CounterImage.Format;

    /// <inheritdoc/>
    public byte[] Export() => CounterImage.Write(this);

    /// <inheritdoc/>
    public void Import(ReadOnlySpan<byte> data) => CounterImage.Read(this, data);

    /// <summary>Makes the figures visible outside; once a burst.</summary>
    public void Publish()
    {
        _bytesCell.Set((ulong)Bytes);
        _flowsCell.Set((ulong)Table.Count);
        _otherCell.Set((ulong)OtherPackets);
    }

    public CounterReport Report(int top) =>
        new(Packets, Bytes, Table.Count, OtherPackets, OtherBytes, NonIpPackets, NonIpBytes, Table.Top(top));
}
