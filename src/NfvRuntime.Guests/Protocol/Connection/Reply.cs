using NfvRuntime.Guests.Transport;

namespace NfvRuntime.Guests.Protocol.Connection;

/// <summary>An answer with what came beside it.</summary>
internal readonly record struct Reply(Response Body, DescriptorSet Descriptors);
