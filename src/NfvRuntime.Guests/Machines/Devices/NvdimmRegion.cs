namespace NfvRuntime.Guests.Machines;

/// <summary>Memory as a memory module: always cached in the guest, also where the processor does not let a host override what a guest says of a
/// PCI device's memory (AMD).</summary>
/// <param name="Name">The region's name.</param>
/// <param name="Memory">Path of the memory, as for <see cref="PlainRegion"/>.</param>
/// <param name="Bytes">Its size, whole MiB.</param>
public sealed record NvdimmRegion(string Name, string Memory, long Bytes) : MachineRegion(Name);
