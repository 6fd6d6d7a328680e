using System.Buffers.Binary;
using NfvRuntime.Agent.Ports;
using NfvRuntime.Guests.Protocol;
using NfvRuntime.Netmap;

namespace NfvRuntime.Agent.Segments;

/// <summary>
/// Makes segments stand still in a region, and says which of its buffers this guest has outside of rings. One task at a time; releases, any
/// thread.
/// </summary>
/// <param name="ports">Where regions are.</param>
/// <param name="segments">Who uses them.</param>
internal sealed class HoldingPen(PortTable ports, SegmentTable segments)
{
    /// <returns>One bit a buffer: bit i % 8 of byte i / 8.</returns>
    /// <exception cref="AgentErrorException">There is no such region here.</exception>
    public async Task<byte[]> HoldAsync(uint id, TimeSpan most)
    {
        Region region = Newest(id)
            ?? throw new AgentErrorException(ErrorCodes.NotFound, $"no port here lies in region {id}");
        ulong[] held = new ulong[(region.BufferCount + 63) / 64];
        foreach (GuestSegment segment in segments.All.Where(segment => Uses(segment, region)))
        {
            ulong[] bitmap = await segment.Runtime.HoldAsync(region, most).ConfigureAwait(false);
            for (int i = 0; i < held.Length; i++)
            {
                held[i] |= bitmap[i];
            }
        }

        region.MarkFree(held); // nobody here moves buffers to or from it any more
        byte[] bytes = new byte[held.Length * sizeof(ulong)];
        for (int i = 0; i < held.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * sizeof(ulong)), held[i]);
        }

        return bytes;
    }

    public void Release(uint id)
    {
        foreach (GuestSegment segment in segments.All.Where(segment => Newest(id) is { } region && Uses(segment, region)))
        {
            segment.Runtime.Release();
        }
    }

    public void ReleaseAll()
    {
        foreach (GuestSegment segment in segments.All.ToArray())
        {
            segment.Runtime.Release();
        }
    }

    private Region? Newest(uint id) => ports.Regions.Find(id).MaxBy(region => region.Reference.Generation)?.Region;

    private static bool Uses(GuestSegment segment, Region region) => segment.Runtime.Uses(region);
}
