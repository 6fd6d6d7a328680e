using NfvRuntime.Host;

namespace NfvRuntime.Runtime;

/// <summary>An end of a link that the host's own segment drives.</summary>
/// <param name="Name">What the segment calls it.</param>
/// <param name="Edge">The edge that the link carries, for people.</param>
/// <param name="Port">The port.</param>
internal sealed record HostLinkEnd(string Name, string Edge, HostPort Port);
