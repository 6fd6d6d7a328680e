using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains;

/// <summary>A port to open.</summary>
/// <param name="Name">As paths call it.</param>
/// <param name="Open">What the user wrote: <c>pcap:first.pcap</c>.</param>
/// <param name="Kind">What opens it.</param>
/// <param name="Options">What <see cref="IPortDescription.ReadOptions"/> returned.</param>
/// <param name="Use">Whether paths read it, write it or both; never none.</param>
/// <param name="PassesOffloads">
/// Whether packets that come in with work left to the device are passed on as they are: all that they can come to takes them.
/// </param>
public sealed record PlanPort(string Name, string Open, IPortDescription Kind, object Options, PortUse Use, bool PassesOffloads = false);
