namespace NfvRuntime.Chains;

/// <summary>A port of a segment document.</summary>
/// <param name="Name">Its name there, and in the agent protocol.</param>
/// <param name="Link">The link of which it is an end; null for a port of the chain file.</param>
/// <param name="Port">The port of the chain file that it is; null for a link's end.</param>
/// <param name="Reads">Whether packets come from it.</param>
/// <param name="Writes">Whether packets are sent to it.</param>
/// <param name="BuffersPerRxRing">Buffers that the segment's bursts take in the port's region, for each of the port's receive rings.</param>
/// <param name="BuffersBeside">Buffers that the rest of the segment takes in the port's region: edges, and what stages hold. On one port of a segment.</param>
public sealed record SegmentPort(string Name, PlanLink? Link, PlanPort? Port, bool Reads, bool Writes, int BuffersPerRxRing, int BuffersBeside)
{
    /// <summary>What has to be lent beside the port's rings for the segment to run.</summary>
    /// <param name="rxRings">Receive rings of the port.</param>
    public int BuffersFor(int rxRings) => (rxRings * BuffersPerRxRing) + BuffersBeside;
}
