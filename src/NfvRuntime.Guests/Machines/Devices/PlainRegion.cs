namespace NfvRuntime.Guests.Machines;

/// <summary>Memory behind a PCI device without interrupts (<c>ivshmem-plain</c>): the guest polls.</summary>
/// <param name="Name">The region's name.</param>
/// <param name="Memory">Path of the memory; <c>/proc/PID/fd/N</c> for a nameless file of a process of the same user.</param>
/// <param name="Bytes">Its size: a power of two, since the device's window must be one.</param>
public sealed record PlainRegion(string Name, string Memory, long Bytes) : MachineRegion(Name);
