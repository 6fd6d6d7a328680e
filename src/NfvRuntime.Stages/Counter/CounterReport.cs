namespace NfvRuntime.Stages;

/// <summary>What a <c>counter</c> has seen since the chain started; restarts of the stage lose nothing of it.</summary>
/// <param name="Packets">All packets.</param>
/// <param name="Bytes">Their bytes, Ethernet header included.</param>
/// <param name="Flows">Flows told apart.</param>
/// <param name="OtherPackets">Packets of flows for which the table had no room.</param>
/// <param name="OtherBytes">Their bytes.</param>
/// <param name="NonIpPackets">Packets that belong to no flow, since they are not IP.</param>
/// <param name="NonIpBytes">Their bytes.</param>
/// <param name="Top">The flows with most bytes, in falling order.</param>
public sealed record CounterReport(
    long Packets,
    long Bytes,
    int Flows,
    long OtherPackets,
    long OtherBytes,
    long NonIpPackets,
    long NonIpBytes,
    IReadOnlyList<FlowCount> Top);
