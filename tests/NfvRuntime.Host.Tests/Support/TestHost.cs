using NfvRuntime.Netmap;

namespace NfvRuntime.Host.Tests;

/// <summary>A host over a fresh region, and the small moves that tests make on rings.</summary>
internal sealed class TestHost : IDisposable
{
    public TestHost(uint buffers = 8192, int rings = 64, uint slots = 1024) =>
        Host = new NetmapHost(Region = Region.Create(RegionLayout.For(16, rings, slots, buffers), RegionBacking.Anonymous));

    public Region Region { get; }

    public NetmapHost Host { get; }

    public RingDriver Tx(string port, int ring = 0, PortOptions? options = null) => Host.CallDriver(Host.Open(port, options).Tx[ring]);

    public RingDriver Rx(string port, int ring = 0, PortOptions? options = null) => Host.CallDriver(Host.Open(port, options).Rx[ring]);

    public void Dispose()
    {
        Host.Dispose();
        Region.Dispose();
    }
}
