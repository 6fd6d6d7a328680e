namespace NfvRuntime.Sdk.Settings;

/// <summary>One end of a link between two ports; what is written to an end is read from its peer.</summary>
/// <param name="End">This end, spelled the same way whoever asks: <c>p{1</c>.</param>
/// <param name="Peer">The other end: <c>p}1</c>.</param>
public sealed record PortLink(string End, string Peer);
