using NfvRuntime.Netmap;

namespace NfvRuntime.Host.Tests;

/// <summary>A back-to-back ring whose two sides use mappings of their own of the same memory, as two processes do.</summary>
internal sealed unsafe class BackToBackPair : IDisposable
{
    public BackToBackPair(uint slots = 16, uint lent = 64, uint buffers = 4096)
    {
        Host = Region.Create(RegionLayout.For(1, 4, 1024, buffers), RegionBacking.SealedMemory);
        Ring = new BackToBackRing(Host, "b{1", 0, slots);
        Left = Guest(lent);
        Right = Guest(lent);
        Tx = AttachSender();
        Rx = AttachReceiver();
    }

    public Region Host { get; }

    public Region Left { get; }

    public Region Right { get; }

    public BackToBackRing Ring { get; }

    public BackToBackSender Tx { get; private set; }

    public BackToBackReceiver Rx { get; private set; }

    public CsbAtok* Atok => Host.Atok(Ring.CsbEntry);

    public CsbKtoa* Ktoa => Host.Ktoa(Ring.CsbEntry);

    public BackToBackSender AttachSender() => Tx = new BackToBackSender(View(Left), "left", 0, Left.Atok(Ring.CsbEntry), Left.Ktoa(Ring.CsbEntry),
        new BackToBackWakes(Ring.SenderWake, Ring.ReceiverWake, Ring.ArbiterWake));

    public BackToBackReceiver AttachReceiver() => Rx = new BackToBackReceiver(View(Right), "right", 0, Right.Atok(Ring.CsbEntry),
        Right.Ktoa(Ring.CsbEntry), new BackToBackWakes(Ring.ReceiverWake, Ring.SenderWake, Ring.ArbiterWake));

    /// <summary>Both sides and the arbiter take turns until the ring runs again; what the sides are told is swallowed.</summary>
    public (RingFaultException? Sender, RingFaultException? Receiver) Settle()
    {
        RingFaultException? sender = null;
        RingFaultException? receiver = null;
        for (int i = 0; i < 6; i++)
        {
            Ring.Poll();
            sender ??= Swallow(Tx);
            receiver ??= Swallow(Rx);
        }

        Assert.False(Ring.IsFrozen);
        return (sender, receiver);
    }

    /// <summary>What is wrong with the buffers, given what the sides hold outside of the ring.</summary>
    public IReadOnlyList<string> Audit(IEnumerable<uint> held)
    {
        var elsewhere = new List<uint>(held);
        Ring.VisitBuffers(elsewhere.Add);
        foreach (Region guest in (Region[])[Left, Right])
        {
            uint[] free = new uint[guest.FreeBufferCount];
            guest.AllocateBuffers(free);
            elsewhere.AddRange(free);
            guest.FreeBuffers(free);
        }

        return BufferAudit.Check(Host, [], elsewhere);
    }

    public void Dispose()
    {
        Ring.Dispose();
        Left.Dispose();
        Right.Dispose();
        Host.Dispose();
    }

    private static RingFaultException? Swallow(RingDriver driver)
    {
        try
        {
            driver.Sync();
            return null;
        }
        catch (RingFaultException e)
        {
            return e;
        }
    }

    private RingView View(Region guest) => new(guest.RingAt(Host.OffsetOf(Ring.Ring.Pointer)), guest);

    private Region Guest(uint lent)
    {
        Region guest = Region.Attach(Descriptors.Duplicate(Host.Handle!));
        uint[] buffers = new uint[lent];
        Host.AllocateBuffers(buffers);
        guest.Lend(buffers);
        return guest;
    }
}
