namespace NfvRuntime.Netmap;

/// <summary>Why a slot could not be exchanged by <see cref="SlotExchange"/>.</summary>
public enum SlotRefusal : byte
{
    /// <summary>Nothing was refused.</summary>
    None,

    /// <summary>The slot names a buffer that the region does not have, or a reserved one: a port fault.</summary>
    BufferIndex,

    /// <summary>Offset and length leave the buffer: a port fault.</summary>
    Length,

    /// <summary>The slot is sound, but its data offset is not the ring's usual one: exchange it by itself, with its offset.</summary>
    UnusualOffset,
}
