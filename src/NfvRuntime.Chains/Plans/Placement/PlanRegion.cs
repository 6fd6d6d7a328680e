namespace NfvRuntime.Chains;

/// <summary>Memory of rings and buffers. Its size in bytes follows from these numbers by the layout of regions.</summary>
/// <param name="Index">Its number, from 0.</param>
/// <param name="Name">The trust group that it belongs to; of a link that shares memory across groups, the edge's name.</param>
/// <param name="Members">Who maps it, by the segments' names. The host maps every region; it is named where its own packets lie there.</param>
/// <param name="Ports">Interfaces in it.</param>
/// <param name="Rings">Rings in it, of both directions.</param>
/// <param name="Slots">Slots of its largest ring.</param>
/// <param name="Buffers">Buffers in rings and bursts, and spare ones.</param>
public sealed record PlanRegion(int Index, string Name, IReadOnlyList<string> Members, int Ports, int Rings, int Slots, long Buffers)
{
    /// <summary>Whether a fault of one member can alter the packets of another.</summary>
    public bool IsShared => Members.Count > 1;
}
