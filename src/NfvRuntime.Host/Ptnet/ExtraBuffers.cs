using NfvRuntime.Netmap;
using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Host;

/// <summary>netmap's list of extra buffers: the first four bytes of each buffer name the next one, 0 ends the list.</summary>
internal static unsafe class ExtraBuffers
{
    /// <summary>Writes a list.</summary>
    /// <returns>Its first buffer; 0 if there is none.</returns>
    public static uint Link(Region region, ReadOnlySpan<uint> indexes)
    {
        uint next = 0;
        for (int i = indexes.Length - 1; i >= 0; i--)
        {
            *(uint*)region.BufferAddress(indexes[i]) = next;
            next = indexes[i];
        }

        return next;
    }

    /// <summary>Reads a list that another process wrote.</summary>
    /// <exception cref="NetmapException">EINVAL: it names a buffer that is none or comes twice, or is longer than it may be.</exception>
    public static uint[] Walk(Region region, uint head, uint most)
    {
        var seen = new HashSet<uint>();
        var list = new List<uint>();
        for (uint index = head; index != 0; index = Volatile.Read(ref *(uint*)region.BufferAddress(index)))
        {
            if (!region.IsUsableBuffer(index) || !seen.Add(index) || list.Count == most)
            {
                throw new NetmapException(NetmapError.Invalid,
                    $"the list of extra buffers names {index} after {list.Count} of at most {most}: no buffer, one twice, or too many");
            }

            list.Add(index);
        }

        return [.. list];
    }
}
