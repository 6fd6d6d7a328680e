using NfvRuntime.Chains;
using NfvRuntime.Host;

namespace NfvRuntime.Runtime;

/// <summary>What a guest should have and do.</summary>
/// <param name="Plan">The chain, for the name of its file and the folder to which names of files in it refer.</param>
/// <param name="Document">The segment that it runs.</param>
/// <param name="Devices">The ports that it uses, by the names in the document.</param>
/// <param name="Policy">What its islands do when there is no work, where the document's word does not hold; else null.</param>
public sealed record GuestWork(ChainPlan Plan, SegmentDocument Document, IReadOnlyDictionary<string, PtnetDevice> Devices, WaitingPolicy? Policy);
