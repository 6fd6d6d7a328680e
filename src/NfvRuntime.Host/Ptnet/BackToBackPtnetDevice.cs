using NfvRuntime.Netmap;

namespace NfvRuntime.Host;

/// <summary>A ptnet device that is one end of a back-to-back pipe: the other end is another guest of the same trust group.</summary>
public sealed class BackToBackPtnetDevice : PtnetDevice
{
    private readonly BackToBackPipe _pipe;
    private readonly bool _isFirst;
    private readonly PtnetDescriptor[] _descriptors;

    /// <summary>Offers an end. The pipe stays the caller's, who polls it for resets and outlives the device with it.</summary>
    /// <param name="pipe">The pipe.</param>
    /// <param name="isFirst">Which end: the one that sends by <see cref="BackToBackPipe.There"/>, or the other.</param>
    /// <param name="options">How; null: the defaults.</param>
    /// <exception cref="RegionException">The region is used up.</exception>
    public BackToBackPtnetDevice(BackToBackPipe pipe, bool isFirst, PtnetOptions? options = null)
        : base(pipe.Region, options ?? PtnetOptions.Default)
    {
        _pipe = pipe;
        _isFirst = isFirst;
        BackToBackRing[] tx = [.. isFirst ? pipe.There : pipe.Back];
        BackToBackRing[] rx = [.. isFirst ? pipe.Back : pipe.There];
        _descriptors =
        [
            new PtnetDescriptor(PtnetDescriptorRole.Region, null, Region.Handle!),
            new PtnetDescriptor(PtnetDescriptorRole.Kick, null, pipe.ArbiterWake.Handle),
            .. tx.SelectMany((ring, i) => Ends(i, ring.ReceiverWake, ring.SenderWake)),
            .. rx.SelectMany((ring, i) => Ends(tx.Length + i, ring.SenderWake, ring.ReceiverWake)),
        ];
        foreach (BackToBackRing ring in pipe.Rings)
        {
            ring.Detach(IsSender(ring));
        }

        const PtnetFeatures required = PtnetFeatures.BackToBack | PtnetFeatures.ResetEpochs;
        Describe($"{pipe.Name}{(isFirst ? '{' : '}')}", required | PtnetFeatures.VnetHeader, required, (uint)pipe.Headroom, 0,
            [.. tx.Select(ring => Describe(ring, isTx: true)), .. rx.Select(ring => Describe(ring, isTx: false))]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<PtnetDescriptor> Descriptors => _descriptors;

    private protected override void Start()
    {
        foreach (BackToBackRing ring in _pipe.Rings)
        {
            ring.Resume(IsSender(ring));
        }
    }

    // What is in the rings stays there for whoever comes next.
    private protected override void Stop()
    {
        foreach (BackToBackRing ring in _pipe.Rings)
        {
            ring.Detach(IsSender(ring));
        }
    }

    private protected override void Forsake()
    {
        foreach (BackToBackRing ring in _pipe.Rings)
        {
            ring.Leave(IsSender(ring));
        }
    }

    private protected override void Reset(int ring)
    {
        (IReadOnlyList<BackToBackRing> tx, IReadOnlyList<BackToBackRing> rx) = _isFirst ? (_pipe.There, _pipe.Back) : (_pipe.Back, _pipe.There);
        (ring < tx.Count ? tx[ring] : rx[ring - tx.Count]).BeginReset();
    }

    private protected override bool TakesHeader(uint length) => true;

    private protected override void Close()
    {
    }

    private static IEnumerable<PtnetDescriptor> Ends(int ring, WakeEvent peer, WakeEvent own) =>
    [
        new(PtnetDescriptorRole.Kick, ring, peer.Handle),
        new(PtnetDescriptorRole.Notify, ring, own.Handle),
    ];

    private bool IsSender(BackToBackRing ring) => _pipe.There.Contains(ring) == _isFirst;

    private unsafe PtnetRing Describe(BackToBackRing ring, bool isTx) =>
        new((ulong)Region.OffsetOf(ring.Ring.Pointer), ring.Ring.NumSlots, ring.CsbEntry, isTx, IsHostHalf: !isTx);
}
