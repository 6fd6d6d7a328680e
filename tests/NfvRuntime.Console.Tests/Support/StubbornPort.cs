using System.Diagnostics;
using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Runtime;

namespace NfvRuntime.WebConsole.Tests.Support;

/// <summary>A port that brings some packets a millisecond, and does what a port must not do when a test tells it to.</summary>
internal sealed unsafe class StubbornPort : HostPort
{
    private static readonly long Period = Stopwatch.Frequency / 5000;
    private long _due;

    public StubbornPort(string name, NetmapHost host, uint slots)
        : base(name, host.Region, new PortOptions { Slots = slots })
    {
        AddTxRing();
        AddRxRing();
        host.Add(this);
    }

    /// <summary>Whether it takes what is sent to it.</summary>
    public volatile bool Takes = true;

    /// <summary>Whether the next packet stands in a buffer that does not exist.</summary>
    public volatile bool Lies;

    /// <summary>Lets chain texts open such ports as <c>test:</c>.</summary>
    /// <param name="opened">Gets them by name.</param>
    public static SinglePortKind Kind(Dictionary<string, StubbornPort> opened) =>
        new("test", (name, opening) => opened[name] = new StubbornPort(name, opening.Host, (uint)opening.Slots));

    protected override void RxSync(Kring kring, SyncFlags flags)
    {
        kring.HwCur = kring.RHead;
        if (kring.Room == 0 || Stopwatch.GetTimestamp() < _due)
        {
            return;
        }

        _due = Stopwatch.GetTimestamp() + Period;
        NetmapSlot* slot = kring.Ring.Slots + kring.HwTail;
        slot->Len = 60;
        slot->Flags = 0;
        if (Lies)
        {
            Lies = false;
            slot->BufIdx = uint.MaxValue;
        }

        kring.HwTail = RingIndex.Next(kring.HwTail, kring.NumSlots);
    }

    protected override void TxSync(Kring kring, SyncFlags flags)
    {
        if (Takes)
        {
            kring.HwCur = kring.RHead;
        }

        kring.HwTail = RingIndex.Previous(kring.HwCur, kring.NumSlots);
    }

    protected override bool HasWork(Kring kring) => kring.IsTx ? Takes && kring.Pending > 0 : kring.Room > 0 && Stopwatch.GetTimestamp() >= _due;

    protected override long NextDue(Kring kring) => kring.IsTx ? 0 : _due;
}
