namespace NfvRuntime.Litmus;

/// <summary>The other side is gone in the middle of a run.</summary>
internal sealed class PeerLostException() : Exception("the other side of the test has ended before its last round");
