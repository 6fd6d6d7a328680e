using NfvRuntime.Netmap;

namespace NfvRuntime.Litmus;

/// <summary>The memory both sides work on: a CSB entry of each kind, some slots, and a line for each side's rendezvous.</summary>
internal readonly unsafe struct SharedArena
{
    public const int SlotLines = 8;
    private const int LinePair = 128;

    private readonly byte* _base;

    public SharedArena(Region region)
    {
        _base = region.BufferAddress(Region.ReservedBuffers);
        Atok = (CsbAtok*)_base;
        Ktoa = (CsbKtoa*)(_base + LinePair);
    }

    public static RegionLayout Layout { get; } = RegionLayout.For(ports: 1, rings: 1, slotsPerRing: 2, buffers: 1, bufferSize: 4096);

    public CsbAtok* Atok { get; }

    public CsbKtoa* Ktoa { get; }

    public CsbApplication Application => new(Atok, Ktoa);

    public CsbHostSide Host => new(Atok, Ktoa);

    public RendezvousLine* PublisherLine => (RendezvousLine*)(_base + (2 * LinePair));

    public RendezvousLine* SleeperLine => (RendezvousLine*)(_base + (3 * LinePair));

    public ref uint Slot(int line) => ref *(uint*)(_base + (4 * LinePair) + (line * 64));
}
