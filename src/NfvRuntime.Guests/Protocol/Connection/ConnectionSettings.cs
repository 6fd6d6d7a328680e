namespace NfvRuntime.Guests.Protocol.Connection;

/// <summary>What both sides agreed on.</summary>
/// <param name="Send">What the peer accepts.</param>
/// <param name="Receive">What this side accepts.</param>
/// <param name="SendWindow">Unanswered requests that the peer accepts.</param>
/// <param name="ReceiveWindow">Unanswered requests that this side accepts.</param>
/// <param name="FirstId">The number of this side's next request.</param>
/// <param name="Silence">Without a frame for so long, the peer is taken for dead.</param>
/// <param name="Queue">How much may wait to be sent.</param>
/// <param name="Time">The clock.</param>
internal sealed record ConnectionSettings(
    FrameLimits Send, FrameLimits Receive, int SendWindow, int ReceiveWindow, ulong FirstId, TimeSpan Silence, QueueLimits Queue, TimeProvider Time);
