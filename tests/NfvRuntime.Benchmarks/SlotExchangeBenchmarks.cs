using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using NfvRuntime.Netmap;

namespace NfvRuntime.Benchmarks;

/// <summary>One burst in and out of a ring: the cost that every packet pays twice.</summary>
[MemoryDiagnoser]
public unsafe class SlotExchangeBenchmarks
{
    private NetmapSlot* _slots;
    private SlotDescriptor* _burst;
    private SlotLimits _limits;

    [Params(64, 256)]
    public int Burst { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _slots = (NetmapSlot*)NativeMemory.AlignedAlloc((nuint)(Burst * sizeof(NetmapSlot)), 64);
        _burst = (SlotDescriptor*)NativeMemory.AlignedAlloc((nuint)(Burst * sizeof(SlotDescriptor)), 64);
        _limits = new SlotLimits(4096, Region.DefaultStride, 0xFFFF, Region.DefaultHeadroom);
        for (uint i = 0; i < Burst; i++)
        {
            _slots[i] = new NetmapSlot { BufIdx = 2 + i, Len = 60, Ptr = Region.DefaultHeadroom };
            _burst[i] = new SlotDescriptor { BufIdx = 1000 + i };
        }
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        NativeMemory.AlignedFree(_slots);
        NativeMemory.AlignedFree(_burst);
    }

    [Benchmark]
    public int Receive()
    {
        SlotExchange.Receive(_slots, _burst, Burst, _limits, out ExchangeTotals totals);
        return totals.Slots;
    }

    [Benchmark]
    public int Transmit()
    {
        SlotExchange.Transmit(_slots, _burst, Burst, _limits, out ExchangeTotals totals);
        return totals.Slots;
    }
}
