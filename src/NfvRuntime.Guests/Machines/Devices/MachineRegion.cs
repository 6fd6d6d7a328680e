namespace NfvRuntime.Guests.Machines;

/// <summary>A region as a device of a virtual machine.</summary>
/// <param name="Name">Short and unique in the machine: letters, digits, '-' and '_'.</param>
public abstract record MachineRegion(string Name)
{
    /// <summary>The slot on the root bus of the first region's device; the next one has the next slot. The guest knows them apart by it.</summary>
    public const int FirstSlot = 0x10;

    /// <summary>Most regions of one machine.</summary>
    public const int Most = 0x1f - FirstSlot;
}
