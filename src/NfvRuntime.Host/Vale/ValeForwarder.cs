using NfvRuntime.Host.Native;

namespace NfvRuntime.Host;

/// <summary>Forwards what one tx ring sends: gather, look up, sort by destination, then copy, one reservation per destination.</summary>
/// <remarks>Belongs to the thread that syncs the ring. Nothing is held while bytes are copied; several forwarders fill one destination side
/// by side.</remarks>
internal sealed unsafe class ValeForwarder : IDisposable
{
    private readonly ValeSwitch _switch;
    private readonly ValePort _source;
    private readonly Kring _kring;
    private readonly ValeGather _gather;
    private readonly ValeRuns _runs;
    private PaddedUInt32 _inSwitch;
    private int _headerLength;

    public ValeForwarder(ValeSwitch @switch, ValePort source, Kring kring)
    {
        Drops = new ValeDrops(@switch.Host, source, kring.Number);
        _switch = @switch;
        _source = source;
        _kring = kring;
        _gather = new ValeGather(kring, Drops);
        _runs = new ValeRuns(ValeGather.Capacity);
    }

    public ValeDrops Drops { get; }

    /// <summary>Whether the ring's thread may be using a list of ports that it read before now.</summary>
    public bool IsInSwitch => Volatile.Read(ref _inSwitch.Value) != 0;

    /// <summary>Forwards slots [from, head).</summary>
    public void Forward(uint from, uint head)
    {
        // A port that goes takes itself off the list, makes every CPU pass a barrier, and then waits for this to be 0.
        Volatile.Write(ref _inSwitch.Value, 1);
        try
        {
            ValePort?[] ports = _switch.Ports;
            _headerLength = _source.HeaderLength;
            while (from != head)
            {
                from = _gather.Fill(from, head, _headerLength);
                ForwardBatch(ports);
            }
        }
        finally
        {
            _runs.Clear();
            Volatile.Write(ref _inSwitch.Value, 0);
        }
    }

    /// <summary>Frees work areas and counters.</summary>
    public void Dispose()
    {
        Drops.Remove();
        _gather.Dispose();
        _runs.Dispose();
    }

    private void ForwardBatch(ValePort?[] ports)
    {
        if (_gather.Count > 0)
        {
            var batch = new ValeBatch(_gather.Slots, _gather.Count, _source, _kring.Number, ports);
            _switch.Lookup.Lookup(batch);
            _runs.Sort(_gather.Slots, _gather.Count);
            Deliver(ports);
            _runs.Clear();
        }
    }

    private void Deliver(ValePort?[] ports)
    {
        bool broadcast = _runs.SlotCount(ValeLookup.Broadcast) > 0;
        for (int i = 0; i < _runs.TouchedCount; i++)
        {
            byte number = _runs.Touched(i);
            if (number == ValeLookup.Broadcast)
            {
                continue;
            }

            ValePort? port = number < ports.Length ? ports[number] : null;
            ValeQueue? queue = port == _source ? null : port?.QueueFor(_kring.Number);
            if (queue is null)
            {
                DropRest(_runs.Open(number, null), ValeDropReason.NoDestination);
            }
            else if (!broadcast || queue != port!.BroadcastQueue)
            {
                Copy(port!, queue, number, null, _runs.SlotCount(number));
            }
        }

        if (broadcast)
        {
            Broadcast(ports);
        }
    }

    private void Broadcast(ValePort?[] ports)
    {
        uint slots = _runs.SlotCount(ValeLookup.Broadcast);
        bool anybody = false;
        for (int number = 0; number < ports.Length; number++)
        {
            ValePort? port = ports[number];
            if (port is null || port == _source || port.BroadcastQueue is not { } queue)
            {
                continue;
            }

            // Packets for this port alone that go to the same ring are merged in, in order of arrival.
            bool merge = port.QueueFor(_kring.Number) == queue;
            Copy(port, queue, ValeLookup.Broadcast, merge ? (byte)number : null, slots + (merge ? _runs.SlotCount((byte)number) : 0));
            anybody = true;
        }

        if (!anybody)
        {
            DropRest(_runs.Open(ValeLookup.Broadcast, null), ValeDropReason.NoDestination);
        }
    }

    private void Copy(ValePort port, ValeQueue queue, byte destination, byte? second, uint needed)
    {
        int headerLength = port.HeaderLength;
        if (headerLength != _headerLength)
        {
            Translate(queue, headerLength, _runs.Open(destination, second));
            return;
        }

        ulong position;
        uint taken;
        do
        {
            uint space = queue.Space(out position);
            taken = needed <= space ? needed : WholePackets(_runs.Open(destination, second), space);
        }
        while (taken > 0 && !queue.TryReserve(position, taken));

        ValeRuns.Cursor runs = _runs.Open(destination, second);
        uint left = taken;
        uint slot = queue.Slot(position);
        int start = 0;
        int end = 0;
        while (left > 0 && runs.TryNext(out start, out end))
        {
            uint count = Math.Min(left, (uint)(end - start));
            slot = ValeSlotWriter.Write(queue.Kring, slot, _gather.Slots + start, count);
            left -= count;
            start += (int)count;
        }

        if (taken < needed)
        {
            Drop(start, end, ValeDropReason.DestinationFull);
            DropRest(runs, ValeDropReason.DestinationFull);
        }

        if (taken > 0 && queue.Complete(position, position + taken))
        {
            queue.Kring.Notify(_kring);
        }
    }

    // Each packet has a reservation of its own: how many slots it becomes stands in its headers.
    private void Translate(ValeQueue queue, int headerLength, ValeRuns.Cursor runs)
    {
        bool isNews = false;
        while (runs.TryNext(out int start, out int end))
        {
            while (start < end)
            {
                if (ValeTranslation.Deliver(_gather.Slots + start, queue, headerLength, ref isNews) is { } reason)
                {
                    Drops.Count(reason, 1);
                }

                start += _gather.Slots[start].Fragments;
            }
        }

        if (isNews)
        {
            queue.Kring.Notify(_kring);
        }
    }

    // Slots of the packets, in order, up to the first that does not fit.
    private uint WholePackets(ValeRuns.Cursor runs, uint space)
    {
        uint slots = 0;
        while (runs.TryNext(out int start, out int end))
        {
            while (start < end)
            {
                uint fragments = _gather.Slots[start].Fragments;
                if (slots + fragments > space)
                {
                    return slots;
                }

                slots += fragments;
                start += (int)fragments;
            }
        }

        return slots;
    }

    private void DropRest(ValeRuns.Cursor runs, ValeDropReason reason)
    {
        while (runs.TryNext(out int start, out int end))
        {
            Drop(start, end, reason);
        }
    }

    private void Drop(int start, int end, ValeDropReason reason)
    {
        int packets = 0;
        while (start < end)
        {
            start += _gather.Slots[start].Fragments;
            packets++;
        }

        if (packets > 0)
        {
            Drops.Count(reason, packets);
        }
    }
}
