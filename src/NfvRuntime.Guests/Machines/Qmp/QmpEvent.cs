using System.Text.Json;

namespace NfvRuntime.Guests.Machines.Qmp;

/// <summary>Something that happened to a machine.</summary>
/// <param name="Name">QEMU's name, such as <c>SHUTDOWN</c>.</param>
/// <param name="Data">What belongs to it; of kind Undefined if nothing does.</param>
public readonly record struct QmpEvent(string Name, JsonElement Data);
