namespace NfvRuntime.Guests.Protocol.Framing;

/// <summary>A frame that is whole.</summary>
/// <param name="Header">Its header.</param>
/// <param name="Body">Its body; valid until the decoder is used again.</param>
internal readonly record struct Frame(FrameHeader Header, ReadOnlyMemory<byte> Body);
