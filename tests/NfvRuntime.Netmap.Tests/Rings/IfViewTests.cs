using System.Text;

namespace NfvRuntime.Netmap.Tests.Rings;

public sealed unsafe class IfViewTests : IDisposable
{
    private readonly Region _region = Region.Create(RegionLayout.For(2, 8, 16, 200), RegionBacking.Anonymous);

    public void Dispose() => _region.Dispose();

    [Fact]
    public void Offsets_stand_in_the_order_tx_host_tx_rx_host_rx()
    {
        nint tx0 = Ring(tx: true);
        nint tx1 = Ring(tx: true);
        nint rx0 = Ring(tx: false);
        NetmapIf* port = _region.AllocateIf("vale0:a", [tx0, tx1], [rx0]);
        Assert.Equal((2u, 1u, 1u, 1u), (port->TxRings, port->RxRings, port->HostTxRings, port->HostRxRings));
        Assert.Equal((0u, 0u), (port->BufsHead, port->Flags));
        long* offsets = (long*)((byte*)port + 56);
        Assert.Equal([tx0 - (nint)port, tx1 - (nint)port, 0, rx0 - (nint)port, 0], new Span<long>(offsets, 5).ToArray());

        IfView view = new(port, _region);
        Assert.Equal((tx0, tx1, rx0), ((nint)view.TxRing(0), (nint)view.TxRing(1), (nint)view.RxRing(0)));
        Assert.True(view.TxRing(2) == null && view.RxRing(1) == null, "host rings are not bound");
    }

    [Fact]
    public void A_ring_that_is_not_bound_has_offset_0()
    {
        IfView view = new(_region.AllocateIf("x", [0, Ring(tx: true)], []), _region);
        Assert.True(view.TxRing(0) == null);
        Assert.True(view.TxRing(1) != null);
        Assert.Throws<ArgumentOutOfRangeException>(() => { view.TxRing(3); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { view.RxRing(1); });
    }

    [Theory]
    [InlineData("eth0", "eth0")]
    [InlineData("vale0:a23456789", "vale0:a23456789")]
    [InlineData("vale0:a234567890", "vale0:a23456789")]
    [InlineData("a234567890123ä4", "a234567890123ä")]
    [InlineData("a2345678901234ä", "a2345678901234")]
    public void A_name_is_cut_to_15_bytes_between_characters(string name, string stored)
    {
        NetmapIf* port = _region.AllocateIf(name, [], []);
        Assert.Equal(stored, Encoding.UTF8.GetString(new ReadOnlySpan<byte>(port->Name, 16)).TrimEnd('\0'));
    }

    [Fact]
    public void An_address_that_is_no_ring_is_refused_and_no_object_taken()
    {
        nint ring = Ring(tx: true);
        for (int i = 0; i < 100; i++)
        {
            Assert.Throws<RegionException>(() => { _region.AllocateIf("x", [ring + 64], []); });
        }

        Assert.True(_region.AllocateIf("x", [ring], []) != null);
    }

    [Fact]
    public void Objects_run_out_and_come_back()
    {
        NetmapIf* last = null;
        for (uint i = 0; i < _region.Layout.IfCount; i++)
        {
            last = _region.AllocateIf("x", [], []);
        }

        Assert.Throws<RegionException>(() => { _region.AllocateIf("x", [], []); });
        _region.FreeIf(last);
        nint freed = (nint)last;
        Assert.Throws<RegionException>(() => _region.FreeIf((NetmapIf*)freed));
        Assert.True(_region.AllocateIf("x", [], []) == last);
    }

    [Fact]
    public void More_rings_than_an_object_holds_are_refused() =>
        Assert.Throws<RegionException>(() => { _region.AllocateIf("x", new nint[100], new nint[20]); });

    [Fact]
    public void Tampered_counts_and_offsets_lead_nowhere()
    {
        NetmapIf* port = _region.AllocateIf("x", [Ring(tx: true)], []);
        IfView view = new(port, _region);
        port->TxRings = 1000;
        Assert.Equal(1u, view.TxRings);
        Assert.Throws<RegionException>(() => new IfView(port, _region));
        port->TxRings = uint.MaxValue;
        port->RxRings = uint.MaxValue;
        Assert.Throws<RegionException>(() => new IfView(port, _region));
        *(long*)(port + 1) += 64;
        Assert.Throws<RegionException>(() => { view.TxRing(0); });
        Assert.Throws<RegionException>(() => new IfView((NetmapIf*)((byte*)port + 8), _region));
    }

    private nint Ring(bool tx) => (nint)_region.AllocateRing(16, 0, tx);
}
