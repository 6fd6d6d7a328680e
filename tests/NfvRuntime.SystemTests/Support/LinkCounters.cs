namespace NfvRuntime.SystemTests.Support;

/// <summary>What a network interface says it has received and sent.</summary>
internal readonly record struct LinkCounters(ulong ReceivedPackets, ulong ReceivedBytes, ulong SentPackets, ulong SentBytes);
