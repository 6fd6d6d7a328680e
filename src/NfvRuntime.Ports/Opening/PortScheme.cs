namespace NfvRuntime.Ports;

/// <summary>A family of ports, told by what stands before the colon of their names.</summary>
/// <param name="Name">What stands before the colon; <c>vale</c> stands for all of <c>vale0:</c>, <c>valeA:</c> and so on.</param>
/// <param name="Directions">What such a port can be used for; for captures, one at a time.</param>
/// <param name="Options">All option keys, in the order of the documentation.</param>
/// <param name="OpensInGuest">Whether such a port stands for nothing outside, so that a guest it is handed over to opens it itself.</param>
public sealed record PortScheme(string Name, PortDirection Directions, IReadOnlyList<string> Options, bool OpensInGuest = false);
