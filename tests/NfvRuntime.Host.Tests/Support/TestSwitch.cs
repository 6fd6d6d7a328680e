using NfvRuntime.Netmap;

namespace NfvRuntime.Host.Tests;

/// <summary>A switch with ports named a, b, c ... and drivers for all their rings.</summary>
internal sealed class TestSwitch : IDisposable
{
    public const string Everybody = "ff:ff:ff:ff:ff:ff";
    private readonly TestHost _test;

    public TestSwitch(int ports, ValeLookup? lookup = null, PortOptions? options = null)
    {
        PortOptions asked = options ?? new PortOptions { Slots = 128 };
        _test = new TestHost(buffers: 40000, rings: 128, slots: 4096);
        if (lookup is not null)
        {
            Host.ConfigureSwitch("vale0", lookup);
        }

        Ports = [.. Enumerable.Range(0, ports).Select(i => (ValePort)Host.Open($"vale0:{(char)('a' + i)}", asked))];
        Tx = [.. Ports.Select(port => port.Tx.Select(Host.CallDriver).ToArray())];
        Rx = [.. Ports.Select(port => port.Rx.Select(Host.CallDriver).ToArray())];
    }

    public NetmapHost Host => _test.Host;

    public Region Region => _test.Region;

    public ValePort[] Ports { get; }

    public RingDriver[][] Tx { get; }

    public RingDriver[][] Rx { get; }

    /// <summary>The address that port i uses.</summary>
    public static string Mac(int i) => $"02:00:00:00:00:{i:x2}";

    public void Send(int from, string destination, byte fill = 0, int length = 60, int ring = 0)
    {
        Tx[from][ring].Put(RingMoves.Frame(destination, Mac(from), length, fill));
        Tx[from][ring].Sync();
    }

    /// <summary>The fill bytes of all frames waiting on a ring, which are given back.</summary>
    public byte[] Received(int port, int ring = 0)
    {
        RingDriver rx = Rx[port][ring];
        rx.SyncNow();
        var fills = new List<byte>();
        while (rx.Available > 0)
        {
            fills.Add(rx.Take()[^1]);
        }

        rx.Sync();
        return [.. fills];
    }

    public void Dispose() => _test.Dispose();
}
