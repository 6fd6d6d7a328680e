namespace NfvRuntime.Guests.Protocol;

/// <summary>How much may wait to be sent to a peer that reads slowly.</summary>
/// <param name="Events">Droppable events; beyond, the oldest are dropped and the drop is told.</param>
/// <param name="EventBytes">Bytes of droppable events; likewise.</param>
/// <param name="GraveEvents">Events that must not be dropped; beyond, the connection ends and the peer learns the state anew when it is
/// back.</param>
public sealed record QueueLimits(int Events = 256, int EventBytes = 1 << 20, int GraveEvents = 256);
