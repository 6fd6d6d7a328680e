using System.Buffers.Binary;
using NfvRuntime.Netmap;
using NfvRuntime.Packets;

namespace NfvRuntime.Host;

/// <summary>
/// Delivers a packet to a port whose virtio-net header has another length: puts a header in front, changes its length, or takes it off and does
/// what it left to do. A packet enters the ring whole, with all of its segments, or not at all.
/// </summary>
/// <remarks>The sender may write to its frame meanwhile. What decides over lengths is copied before it is judged; a frame that changes then goes out
/// with contents or checksums that are wrong, as its sender wished.</remarks>
internal static unsafe class ValeTranslation
{
    private const int LongestFrame = 1514; // to a port without headers, which has to take it for what a wire brings
    private const int HeaderBytes = 256; // no headers of a frame that is cut are longer
    private const int EthernetHeader = 14;

    /// <summary>Delivers one packet.</summary>
    /// <param name="packet">Its first slot.</param>
    /// <param name="queue">Where it goes.</param>
    /// <param name="headerLength">The receiver's header.</param>
    /// <param name="isNews">Set if the receiver has something new.</param>
    /// <returns>Why it was dropped; null if it was not.</returns>
    public static ValeDropReason? Deliver(GatheredSlot* packet, ValeQueue queue, int headerLength, ref bool isNews)
    {
        byte* front = stackalloc byte[VirtioNetHeader.LongLength];
        new Span<byte>(front, VirtioNetHeader.LongLength).Clear();
        Buffer.MemoryCopy(packet->Data, front, VirtioNetHeader.LongLength, Math.Min((int)packet->HeaderLength, VirtioNetHeader.ShortLength));
        var frame = new ValeFrame(packet);
        int length = frame.Length(packet);
        if (headerLength > 0)
        {
            return Put(frame, length, front, headerLength, queue, ref isNews);
        }

        VirtioNetHeader header = VirtioNetHeader.Read(front);
        header = header with { GsoType = (byte)(header.GsoType & ~VirtioNetHeader.CongestionBit) };
        return (header.Flags & ~(VirtioNetHeader.NeedsChecksum | VirtioNetHeader.DataValid)) != 0 ? ValeDropReason.BadOffload
            : header.IsSegmented ? Cut(frame, length, header, queue, ref isNews)
            : (header.Flags & VirtioNetHeader.NeedsChecksum) != 0 ? Complete(frame, length, header, queue, ref isNews)
            : Put(frame, length, front, 0, queue, ref isNews);
    }

    private static ValeDropReason? Put(in ValeFrame frame, int length, byte* front, int frontLength, ValeQueue queue, ref bool isNews)
    {
        var to = new ValeSlotStream(queue.Kring);
        if (Reserve(ref to, queue, frontLength + length, out ulong position, out uint slots) is { } reason)
        {
            return reason;
        }

        to.Append(front, (uint)frontLength);
        frame.CopyTo(ref to, 0, length);
        isNews |= queue.Complete(position, position + slots);
        return null;
    }

    private static ValeDropReason? Complete(in ValeFrame frame, int length, in VirtioNetHeader header, ValeQueue queue, ref bool isNews)
    {
        int start = header.ChecksumStart;
        int field = start + header.ChecksumOffset;
        if (start < EthernetHeader || field > length - sizeof(ushort))
        {
            return ValeDropReason.BadOffload;
        }

        ushort checksum = ChecksumCompletion.Finished(InternetChecksum.Finish(frame.Sum(start, length - start)));
        checksum = BinaryPrimitives.ReverseEndianness(checksum);
        var to = new ValeSlotStream(queue.Kring);
        if (Reserve(ref to, queue, length, out ulong position, out uint slots) is { } reason)
        {
            return reason;
        }

        int behind = field + sizeof(ushort);
        frame.CopyTo(ref to, 0, field);
        to.Append((byte*)&checksum, sizeof(ushort));
        frame.CopyTo(ref to, behind, length - behind);
        isNews |= queue.Complete(position, position + slots);
        return null;
    }

    private static ValeDropReason? Cut(in ValeFrame frame, int length, VirtioNetHeader header, ValeQueue queue, ref bool isNews)
    {
        byte* headers = stackalloc byte[2 * HeaderBytes];
        byte* segment = headers + HeaderBytes;
        int readable = Math.Min(frame.StartLength, HeaderBytes);
        Buffer.MemoryCopy(frame.Start, headers, HeaderBytes, readable);
        header = header with
        {
            GsoType = header.GsoType == VirtioNetHeader.UdpFragments ? VirtioNetHeader.Udp : header.GsoType,
            SegmentSize = header.SegmentSize == 0 ? ushort.MaxValue : header.SegmentSize,
        };
        if (!SegmentPlan.TryMake(headers, readable, length, header, out SegmentPlan plan))
        {
            return ValeDropReason.BadOffload;
        }

        plan = plan with { SegmentSize = Math.Min(plan.SegmentSize, LongestFrame - plan.HeaderLength) };
        int count = plan.Segments;
        var to = new ValeSlotStream(queue.Kring);
        long slots = ((count - 1L) * to.SlotsOf(plan.HeaderLength + plan.SegmentSize)) + to.SlotsOf(plan.HeaderLength + plan.LastPayload);
        if (!TryReserve(ref to, queue, slots, out ulong position))
        {
            return ValeDropReason.DestinationFull;
        }

        for (int i = 0; i < count; i++)
        {
            int from = plan.HeaderLength + (i * plan.SegmentSize);
            int payload = i == count - 1 ? plan.LastPayload : plan.SegmentSize;
            to.Begin(plan.HeaderLength + payload, 0);
            Segmenter.WriteHeaders(segment, headers, plan, i, payload, frame.Sum(from, payload));
            to.Append(segment, (uint)plan.HeaderLength);
            frame.CopyTo(ref to, from, payload);
        }

        isNews |= queue.Complete(position, position + (ulong)slots);
        return null;
    }

    // Room for one frame, which is begun.
    private static ValeDropReason? Reserve(ref ValeSlotStream to, ValeQueue queue, int length, out ulong position, out uint slots)
    {
        slots = to.SlotsOf(length);
        if (slots > HostLimits.MaxFragments)
        {
            position = 0;
            return ValeDropReason.TooManyFragments;
        }

        if (!TryReserve(ref to, queue, slots, out position))
        {
            return ValeDropReason.DestinationFull;
        }

        to.Begin(length, (int)slots << SlotFlags.FragmentCountShift);
        return null;
    }

    private static bool TryReserve(ref ValeSlotStream to, ValeQueue queue, long slots, out ulong position)
    {
        do
        {
            if (slots > queue.Space(out position))
            {
                return false;
            }
        }
        while (!queue.TryReserve(position, (uint)slots));

        to.Seek(queue.Slot(position));
        return true;
    }
}
