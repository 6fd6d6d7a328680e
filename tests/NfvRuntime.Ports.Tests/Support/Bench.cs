using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Packets;

namespace NfvRuntime.Ports.Tests;

/// <summary>A host, a folder, and what an owner does with rings, written plainly.</summary>
internal sealed unsafe class Bench : IDisposable
{
    private int _ports;

    public Bench(uint buffers = 8192)
    {
        Region = Region.Create(RegionLayout.For(16, 32, 1024, buffers), RegionBacking.Anonymous);
        Host = new NetmapHost(Region);
    }

    public Region Region { get; }

    public NetmapHost Host { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("ports-").FullName;

    public PortContext Context => new(Host, $"port{_ports++}", Folder, PortOptions.Default);

    public static Dictionary<string, string> Options(string options) => options.Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Select(o => o.Split('=')).ToDictionary(o => o[0].Trim(), o => o[1].Trim());

    public HostPort Source(string open, string options = "") => PortCatalogue.Open(open, PortDirection.Read, Options(options), Context);

    public PcapSinkPort Sink(string open, string options = "") =>
        (PcapSinkPort)PortCatalogue.Open(open, PortDirection.Write, Options(options), Context);

    public RingDriver Rx(HostPort port) => Host.CallDriver(port.Rx[0]);

    public RingDriver Tx(HostPort port) => Host.CallDriver(port.Tx[0]);

    /// <summary>Writes a capture into the folder.</summary>
    public string Capture(string name, params (long Time, byte[] Data)[] packets)
    {
        using var writer = CaptureWriter.Create(Path.Combine(Folder, name));
        foreach (var (time, data) in packets)
        {
            writer.Write(time, data);
        }

        return Path.Combine(Folder, name);
    }

    public List<byte[]> ReadCapture(string name)
    {
        using var reader = CaptureReader.Open(Path.Combine(Folder, name));
        var packets = new List<byte[]>();
        while (reader.TryRead(out var packet))
        {
            packets.Add(packet.Data.ToArray());
        }

        return packets;
    }

    /// <summary>Reads whole packets until the input has ended or there are enough.</summary>
    public static List<byte[]> Drain(RingDriver rx, int most = int.MaxValue)
    {
        var packets = new List<byte[]>();
        while (packets.Count < most && !rx.InputEnded)
        {
            rx.Sync();
            while (packets.Count < most && rx.Available > 0)
            {
                packets.Add(Take(rx));
            }
        }

        rx.Sync();
        return packets;
    }

    public static byte[] Take(RingDriver rx)
    {
        var packet = new List<byte>();
        bool more;
        do
        {
            Assert.True(rx.Available > 0, "the packet's last slot is missing");
            ref var slot = ref rx.Ring[rx.Head];
            more = (slot.Flags & SlotFlags.MoreFrag) != 0;
            packet.AddRange(new ReadOnlySpan<byte>(rx.Region.BufferAddress(slot.BufIdx) + slot.Ptr, slot.Len));
            rx.Head = rx.Cur = RingIndex.Next(rx.Head, rx.NumSlots);
        }
        while (more);
        return [.. packet];
    }

    /// <summary>Puts a packet into the ring, a slot for each piece.</summary>
    public static void Put(RingDriver tx, params byte[][] pieces)
    {
        for (var i = 0; i < pieces.Length; i++)
        {
            ref var slot = ref tx.Ring.Slots[tx.Head];
            slot.Len = (ushort)pieces[i].Length;
            slot.Flags = i + 1 < pieces.Length ? SlotFlags.MoreFrag : (ushort)0;
            pieces[i].CopyTo(new Span<byte>(tx.Region.BufferAddress(slot.BufIdx) + slot.Ptr, pieces[i].Length));
            tx.Head = tx.Cur = RingIndex.Next(tx.Head, tx.NumSlots);
        }
    }

    /// <summary>Moves what is there from one ring to the other by swapping buffers, as the runtime does.</summary>
    public static uint Forward(RingDriver rx, RingDriver tx)
    {
        rx.Sync();
        var count = Math.Min(rx.Available, tx.Available);
        for (uint i = 0; i < count; i++)
        {
            ref var from = ref rx.Ring.Slots[rx.Head];
            ref var to = ref tx.Ring.Slots[tx.Head];
            (from.BufIdx, to.BufIdx) = (to.BufIdx, from.BufIdx);
            (to.Len, to.Flags, to.Ptr) = (from.Len, (ushort)(from.Flags | SlotFlags.BufChanged), from.Ptr);
            from.Flags = SlotFlags.BufChanged;
            rx.Head = rx.Cur = RingIndex.Next(rx.Head, rx.NumSlots);
            tx.Head = tx.Cur = RingIndex.Next(tx.Head, tx.NumSlots);
        }

        tx.Sync();
        return count;
    }

    public static byte[] Bytes(int count, int seed = 0) => [.. Enumerable.Range(0, count).Select(i => (byte)((i * 7) + seed))];

    public void Dispose()
    {
        Host.Dispose();
        Region.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
