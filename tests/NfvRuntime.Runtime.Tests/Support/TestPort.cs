using System.Runtime.CompilerServices;
using NfvRuntime.Host;
using NfvRuntime.Netmap;

namespace NfvRuntime.Runtime.Tests.Support;

/// <summary>
/// A port that numbers what it brings and keeps a ledger of what it takes, as slowly as it is told to. It judges slots as the product's
/// own ports do: what is impossible is reported, and the ring is reset.
/// </summary>
internal sealed unsafe class TestPort : HostPort
{
    private readonly int _number;
    private readonly nint[] _pieces = new nint[64];

    public TestPort(string name, int number, NetmapHost host, uint slots)
        : base(name, host.Region, new PortOptions { Slots = slots })
    {
        _number = number;
        AddTxRing();
        AddRxRing();
        host.Add(this);
    }

    /// <summary>Lets chain files open such ports as <c>test:</c>.</summary>
    /// <param name="prepare">Tells each, by name, what to do.</param>
    public static SinglePortKind Kind(Action<string, TestPort> prepare) => new("test", (name, opening) =>
    {
        var port = new TestPort(name, 1, opening.Host, (uint)opening.Slots);
        prepare(name, port);
        return port;
    });

    /// <summary>Packets to bring in all.</summary>
    public long Count { get; set; }

    /// <summary>Slots filled by one sync at most.</summary>
    public int PerRxSync { get; set; } = int.MaxValue;

    /// <summary>Slots taken by one sync at most; 0: the port is stuck.</summary>
    public int PerTxSync { get; set; } = int.MaxValue;

    /// <summary>Packets after which it brings no more for the time being, though it has not ended.</summary>
    public long PauseAfter { get; set; } = long.MaxValue;

    public uint Flows { get; set; } = 7;

    /// <summary>Packets of one flow in a row.</summary>
    public uint PerFlow { get; set; } = 1;

    /// <summary>Packets take 1 to so many slots, in turn.</summary>
    public int MostFragments { get; set; } = 1;

    public long Delivered { get; private set; }

    public long DeliveredSlots { get; private set; }

    public Ledger Ledger { get; } = new();

    /// <summary>What a hostile host does after each receive sync.</summary>
    public Action<Kring>? AfterRxSync { get; set; }

    protected override void RxSync(Kring kring, SyncFlags flags)
    {
        kring.HwCur = kring.RHead;
        int left = PerRxSync;
        while (Delivered < Math.Min(Count, PauseAfter))
        {
            int fragments = 1 + (int)(Delivered % MostFragments);
            if (fragments > left || fragments > kring.Room || !Fill(kring, fragments))
            {
                break;
            }

            left -= fragments;
        }

        AfterRxSync?.Invoke(kring);
    }

    protected override void TxSync(Kring kring, SyncFlags flags)
    {
        int left = PerTxSync;
        while (left > 0 && Gather(kring, out int slots, out uint end))
        {
            Ledger.Enter(_pieces.AsSpan(0, slots));
            kring.HwCur = end;
            left -= slots;
        }

        kring.HwTail = RingIndex.Previous(kring.HwCur, kring.NumSlots);
    }

    protected override bool HasWork(Kring kring) => kring.IsTx
        ? kring.Pending > 0 && PerTxSync > 0
        : Delivered < Math.Min(Count, PauseAfter) && kring.Room > 0;

    protected override bool InputEnded(Kring kring) => Delivered >= Count;

    protected override int WakeDescriptor(Kring kring) => -1;

    private bool Fill(Kring kring, int fragments)
    {
        uint at = kring.HwTail;
        for (int i = 0; i < fragments; i++)
        {
            NetmapSlot* slot = kring.Ring.Slots + at;
            uint index = Volatile.Read(ref slot->BufIdx);
            if (!Region.IsUsableBuffer(index))
            {
                kring.ReportFault($"slot {at} names buffer {index}");
                return false;
            }

            slot->Len = Numbered.Bytes;
            slot->Flags = i + 1 < fragments ? SlotFlags.MoreFrag : (ushort)0;
            slot->Ptr = (ulong)Options.Headroom;
            byte* frame = Region.BufferAddress(index) + Options.Headroom;
            Numbered.Write(frame, _number, (uint)((ulong)Delivered / PerFlow % Flows), (ulong)Delivered, i, fragments);
            at = RingIndex.Next(at, kring.NumSlots);
        }

        kring.HwTail = at;
        Delivered++;
        DeliveredSlots += fragments;
        return true;
    }

    private bool Gather(Kring kring, out int slots, out uint end)
    {
        slots = 0;
        end = kring.HwCur;
        while (end != kring.RHead)
        {
            ulong image = Volatile.Read(ref Unsafe.AsRef<ulong>(kring.Ring.Slots + end));
            ulong offset = kring.Ring[end].Ptr & 0xFFFF;
            if (!Region.IsUsableBuffer((uint)image) || offset + ((image >> 32) & 0xFFFF) > Region.BufferSize || slots == _pieces.Length)
            {
                kring.ReportFault($"slot {end} is impossible: {image:x16}");
                return false;
            }

            _pieces[slots++] = (nint)(Region.BufferAddress((uint)image) + offset);
            end = RingIndex.Next(end, kring.NumSlots);
            if (((image >> 48) & SlotFlags.MoreFrag) == 0)
            {
                return true;
            }
        }

        if (slots == kring.NumSlots - 1)
        {
            kring.ReportFault($"a packet takes all {slots} slots and does not end");
        }

        return false;
    }
}
