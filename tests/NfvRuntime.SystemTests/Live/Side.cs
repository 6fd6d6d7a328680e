using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.Live;

/// <summary>A port of the chain and the interface of the stack behind it.</summary>
/// <param name="Port">The port's name in the chain.</param>
/// <param name="End">The interface that the port stands on.</param>
/// <param name="Link">What the stack's interface counts.</param>
internal sealed record Side(string Port, string End, LinkCounters Link);
