namespace NfvRuntime.Guests.Machines;

/// <summary>Memory behind a PCI device with interrupts (<c>ivshmem-doorbell</c>), both from a server of the ivshmem protocol.</summary>
/// <param name="Name">The region's name.</param>
/// <param name="Server">Path of the server's socket.</param>
/// <param name="Vectors">Interrupts of the device, 1 to 2048.</param>
public sealed record DoorbellRegion(string Name, string Server, int Vectors) : MachineRegion(Name);
