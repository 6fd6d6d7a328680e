using System.Runtime.InteropServices;

namespace NfvRuntime.Netmap.Tests.Csb;

public sealed unsafe class CsbProtocolTests : IDisposable
{
    private readonly CsbAtok* _atok;
    private readonly CsbKtoa* _ktoa;

    public CsbProtocolTests()
    {
        byte* memory = (byte*)NativeMemory.AlignedAlloc(128, 64);
        new Span<byte>(memory, 128).Fill(0xEE);
        _atok = (CsbAtok*)memory;
        _ktoa = (CsbKtoa*)(memory + 64);
        Application = new CsbApplication(_atok, _ktoa);
        Host = new CsbHostSide(_atok, _ktoa);
        Host.Seed(3, 4, 5, 6);
    }

    private CsbApplication Application { get; }

    private CsbHostSide Host { get; }

    public void Dispose() => NativeMemory.AlignedFree(_atok);

    [Fact]
    public void Seeding_writes_every_field_as_the_kernel_does()
    {
        Assert.Equal((3u, 4u, 1u, 1u), (_atok->Head, _atok->Cur, _atok->ApplNeedKick, _atok->SyncFlags));
        Assert.Equal((5u, 6u, 1u), (_ktoa->HwCur, _ktoa->HwTail, _ktoa->KernNeedKick));
        Assert.False(new Span<byte>((byte*)_atok + 16, 48).ContainsAnyExcept((byte)0));
        Assert.False(new Span<byte>((byte*)_ktoa + 12, 52).ContainsAnyExcept((byte)0));
    }

    [Fact]
    public void The_host_reads_what_the_application_publishes()
    {
        CsbApplication application = Application;
        application.SyncFlags = 2;
        application.Publish(head: 10, cur: 11);
        Host.Read(out uint head, out uint cur, out uint flags);
        Assert.Equal((10u, 11u, 2u), (head, cur, flags));
    }

    [Fact]
    public void The_application_reads_what_the_host_publishes()
    {
        Host.Publish(hwCur: 20, hwTail: 21);
        Application.Read(out uint hwCur, out uint hwTail);
        Assert.Equal((20u, 21u), (hwCur, hwTail));
    }

    [Fact]
    public void Each_side_arms_the_kick_that_the_other_asks_for()
    {
        Host.Disarm();
        Application.Disarm();
        Assert.False(Application.KickNeeded());
        Assert.False(Host.KickNeeded());
        Host.Arm();
        Assert.True(Application.KickNeeded());
        Assert.False(Host.KickNeeded());
        Application.Arm();
        Assert.True(Host.KickNeeded());
    }

    /// <summary>Without either full fence this loses a wake-up sooner or later and the semaphore is never released.</summary>
    [Fact]
    public void A_host_that_sleeps_without_time_out_is_woken_for_every_item()
    {
        const uint Items = 200_000;
        const uint Slots = 64;
        Host.Seed(0, 0, 0, 0);
        uint[] ring = new uint[Slots];
        using SemaphoreSlim kick = new(0);
        string? fault = null;
        Thread host = new(() => fault = Consume(ring, Items, kick)) { IsBackground = true };
        host.Start();
        Produce(ring, Items, kick);
        Assert.True(host.Join(TimeSpan.FromSeconds(30)), "the host sleeps although there is work: a wake-up was lost");
        Assert.Null(fault);
    }

    private void Produce(uint[] ring, uint items, SemaphoreSlim kick)
    {
        uint n = (uint)ring.Length;
        uint head = 0;
        for (uint item = 1; item <= items; item++)
        {
            SpinWait wait = default;
            while (IsFull(RingIndex.Next(head, n)))
            {
                wait.SpinOnce();
            }

            ring[head] = item;
            head = RingIndex.Next(head, n);
            Application.Publish(head, head);
            if (Application.KickNeeded())
            {
                kick.Release();
            }
        }
    }

    private bool IsFull(uint next)
    {
        Application.Read(out uint hwCur, out _);
        return hwCur == next;
    }

    private string? Consume(uint[] ring, uint items, SemaphoreSlim kick)
    {
        uint n = (uint)ring.Length;
        uint hwCur = 0;
        Host.Disarm();
        for (uint item = 1; item <= items;)
        {
            Host.Read(out uint head, out uint cur, out _);
            if (!RingIndex.IsLegal(head, cur, hwCur, RingIndex.Previous(hwCur, n), n))
            {
                return $"head {head}, cur {cur} at hwcur {hwCur}";
            }

            if (head == hwCur)
            {
                Host.Arm();
                Host.Read(out head, out _, out _);
                if (head == hwCur)
                {
                    kick.Wait();
                }

                Host.Disarm();
                continue;
            }

            while (hwCur != head)
            {
                if (ring[hwCur] != item++)
                {
                    return $"slot {hwCur} holds {ring[hwCur]} and not {item - 1}";
                }

                hwCur = RingIndex.Next(hwCur, n);
            }

            Host.Publish(hwCur, hwCur);
        }

        return null;
    }
}
