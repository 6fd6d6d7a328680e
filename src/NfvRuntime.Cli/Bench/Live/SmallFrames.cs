using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Packets;
using NfvRuntime.Ports;

namespace NfvRuntime.Cli.Bench.Live;

/// <summary>A thread that sends small frames over a packet socket as fast as the kernel takes them, as long as it is there.</summary>
internal sealed unsafe class SmallFrames : IDisposable
{
    /// <summary>Bytes of a frame, without CRC.</summary>
    public const int Length = 60;

    private const int Batch = 64;

    private readonly Thread _thread;
    private Exception? _fault;
    private bool _end;

    /// <param name="space">Network namespace.</param>
    /// <param name="device">Interface there.</param>
    /// <param name="to">The receiver's Ethernet address. The IP address is nobody's, so that nothing is answered.</param>
    public SmallFrames(string space, string device, byte[] to)
    {
        byte[] frame = Make(to);
        _thread = new Thread(() => Run(space, device, frame)) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Ends the sending.</summary>
    /// <exception cref="LiveBenchException">It could not send.</exception>
    public void Stop()
    {
        Dispose();
        if (_fault is { } fault)
        {
            throw new LiveBenchException($"cannot send small packets: {fault.Message}");
        }
    }

    public void Dispose()
    {
        Volatile.Write(ref _end, true);
        _thread.Join();
    }

    private static byte[] Make(byte[] to)
    {
        byte[] frame =
        [
            .. to, 2, 0, 0, 0, 0, 1, 0x08, 0x00,
            0x45, 0, 0, Length - 14, 0, 1, 0, 0, 64, 17, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2,
            0x03, 0xE8, 0x00, 0x09, 0, Length - 34, 0, 0, .. new byte[Length - 42],
        ];
        ushort sum = InternetChecksum.Compute(frame.AsSpan(14, 20));
        (frame[24], frame[25]) = ((byte)(sum >> 8), (byte)sum);
        return frame;
    }

    private void Run(string space, string device, byte[] frame)
    {
        try
        {
            SpaceThread.Enter(space);
            using Region region = Region.Create(RegionLayout.For(2, 4, 1024, 2048), RegionBacking.Anonymous);
            using var host = new NetmapHost(region);
            using HostPort port = PortCatalogue.Open($"packet:{device}", PortDirection.Write, new Dictionary<string, string>(),
                new PortContext(host, device, "/", PortOptions.Default));
            Send(host.CallDriver(port.Tx[0]), frame);
        }
        catch (Exception e)
        {
            _fault = e;
        }
    }

    /// <summary>Buffers keep the frame once it has been in them: nothing behind a packet socket writes to them.</summary>
    private void Send(RingDriver tx, byte[] frame)
    {
        for (uint i = 0; i < tx.NumSlots; i++)
        {
            ref NetmapSlot slot = ref tx.Ring.Slots[i];
            slot.Len = Length;
            frame.CopyTo(new Span<byte>(tx.Region.BufferAddress(slot.BufIdx) + slot.Ptr, Length));
        }

        while (!Volatile.Read(ref _end))
        {
            uint count = Math.Min(tx.Available, Batch);
            tx.Head = tx.Cur = RingIndex.Advance(tx.Head, count, tx.NumSlots);
            tx.Sync();
            if (tx.TxPending)
            {
                Thread.Yield(); // the kernel has to get on with what it has been given
            }
        }
    }
}
