using NfvRuntime.Packets;

namespace NfvRuntime.Stages;

/// <summary>What a counter knows of one flow.</summary>
/// <param name="Flow">The flow, in the direction of its packets.</param>
/// <param name="Packets">Packets seen.</param>
/// <param name="Bytes">Their bytes, Ethernet header included.</param>
public sealed record FlowCount(FlowKey Flow, long Packets, long Bytes);
