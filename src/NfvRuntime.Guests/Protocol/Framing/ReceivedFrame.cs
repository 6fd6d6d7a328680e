using NfvRuntime.Guests.Transport;

namespace NfvRuntime.Guests.Protocol.Framing;

/// <summary>A frame with its descriptors, which whoever receives it closes.</summary>
/// <param name="Opens">It opens a session.</param>
/// <param name="Body">Its body; valid until the next is received.</param>
/// <param name="Descriptors">What came beside it.</param>
internal readonly record struct ReceivedFrame(bool Opens, ReadOnlyMemory<byte> Body, DescriptorSet Descriptors);
