namespace NfvRuntime.Ports;

/// <summary>struct packet_mreq: what else an interface is to receive for a socket.</summary>
internal readonly record struct PacketMembership(uint Index, ushort Kind, ushort AddressLength, ulong Address);
