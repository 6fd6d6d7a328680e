using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Packets;

namespace NfvRuntime.Ports;

/// <summary>
/// Brings frames with virtio-net headers into a receive ring: as they are, with their headers in the headroom, or as plain frames, large ones
/// cut, checksums complete. The one place where what a sender left undone is finished. A frame enters the ring whole, with all of its segments,
/// or not at all.
/// </summary>
internal sealed unsafe class FrameIntake(Kring kring, ReceiveBooks books, bool passes = false)
{
    private readonly SlotFiller _filler = new(kring);
    private readonly int _usable = SlotFiller.Usable(kring.Port);

    /// <summary>Slots that the frame refused last needs; 0 if the last one was taken.</summary>
    public uint Awaited { get; private set; }

    /// <summary>Whether frames are passed on with the work that is left for them.</summary>
    public bool Passes => passes;

    /// <summary>Takes a frame in. It may be changed, but only when it is also done with.</summary>
    /// <returns>False if it must be offered again: there is no room now, or the ring has a fault, which has been reported.</returns>
    public bool TryTake(byte* frame, int length, in VirtioNetHeader header)
    {
        Awaited = 0;
        return header.IsSegmented && !passes ? TryTakeLarge(frame, length, header) : TryTakeOne(frame, length, header);
    }

    /// <summary>Whether so many slots are free; if not, the ring is asked again when they are.</summary>
    public bool HasRoom(uint slots)
    {
        Awaited = slots <= kring.Room ? 0 : slots;
        return Awaited == 0;
    }

    /// <summary>Judges a frame that is to be passed on as it is, and counts it.</summary>
    /// <returns>False if its header cannot be true: it is dropped.</returns>
    public bool Judge(int length, in VirtioNetHeader header)
    {
        if (!header.Fits(length))
        {
            books.BadOffload.Add(1);
            return false;
        }

        if (header.IsSegmented)
        {
            books.Large.Add(1);
        }

        return true;
    }

    private bool TryTakeOne(byte* frame, int length, in VirtioNetHeader header)
    {
        var slots = SlotsOf(length);
        if (slots > HostLimits.MaxFragments || slots >= kring.NumSlots || length == 0)
        {
            books.TooLong.Add(1);
            return true;
        }

        if (!HasRoom(slots))
        {
            return false;
        }

        var writer = new ChainWriter(kring, _filler, _usable);
        var isPassed = passes && !header.IsPlain;
        var start = writer.Begin(length, isPassed ? SlotFlags.VnetHeader : (ushort)0);
        if (start == null)
        {
            return false;
        }

        if (isPassed)
        {
            header.Write(start - SlotFlags.VnetHeaderLength);
            if (!Judge(length, header))
            {
                return true;
            }
        }
        else if (!header.IsPlain)
        {
            if (!ChecksumCompletion.TryComplete(new Span<byte>(frame, length), header))
            {
                books.BadOffload.Add(1);
                return true;
            }

            books.Checksums.Add(1);
        }

        if (writer.Append(frame, length))
        {
            kring.HwTail = writer.End;
            return true;
        }

        // Once completed, a checksum must not be completed again: such a frame is lost with what the faulty ring held.
        return !header.IsPlain && !isPassed;
    }

    private bool TryTakeLarge(byte* frame, int length, in VirtioNetHeader header)
    {
        if (!SegmentPlan.TryMake(frame, length, length, header, out var plan) || plan.HeaderLength > _usable)
        {
            books.BadOffload.Add(1);
            return true;
        }

        var segments = plan.Segments;
        var each = SlotsOf(plan.HeaderLength + Math.Min(plan.SegmentSize, plan.Payload));
        var slots = ((segments - 1L) * each) + SlotsOf(plan.HeaderLength + plan.LastPayload);
        if (slots >= kring.NumSlots || each > HostLimits.MaxFragments)
        {
            books.TooManySegments.Add(1);
            return true;
        }

        if (!HasRoom((uint)slots))
        {
            return false;
        }

        var writer = new ChainWriter(kring, _filler, _usable);
        for (var i = 0; i < segments; i++)
        {
            var from = frame + plan.HeaderLength + (i * plan.SegmentSize);
            var payload = i == segments - 1 ? plan.LastPayload : plan.SegmentSize;
            var headers = writer.Begin(plan.HeaderLength + payload);
            if (headers == null)
            {
                return false;
            }

            Segmenter.WriteHeaders(headers, frame, plan, i, payload, InternetChecksum.Sum(new ReadOnlySpan<byte>(from, payload)));
            writer.Skip(plan.HeaderLength);
            if (!writer.Append(from, payload))
            {
                return false;
            }
        }

        kring.HwTail = writer.End;
        books.Segmented.Add(1);
        books.Segments.Add((ulong)segments);
        return true;
    }

    private uint SlotsOf(int length) => (uint)((length + _usable - 1) / _usable);
}
