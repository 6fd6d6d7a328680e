using System.Diagnostics;
using NfvRuntime.Guests.Transport;

namespace NfvRuntime.Guests.Protocol;

/// <summary>What comes with a request.</summary>
/// <param name="Trace">The trace it belongs to, for an activity of its own; null for none.</param>
/// <param name="Descriptors">Descriptors beside it, as many as it describes; those that are not taken are closed when it is
/// answered.</param>
public sealed record RequestContext(ActivityContext? Trace, DescriptorSet Descriptors);
