using NfvRuntime.Netmap;

namespace NfvRuntime.Host;

/// <summary>A guest's port as a segment drives it. Dispose of it to release the rings; the port itself stays its owner's.</summary>
/// <param name="port">The port, created.</param>
/// <remarks>The control path; one thread.</remarks>
public sealed class PtnetRingPort(PtnetPort port) : IRingPort
{
    private static readonly Dictionary<string, ulong> NothingLost = [];

    private readonly RingDriver?[] _drivers = new RingDriver?[port.Configuration.Rings.Count];

    /// <inheritdoc/>
    public string Name => port.Configuration.Name;

    /// <inheritdoc/>
    public Region Region => port.Region;

    /// <inheritdoc/>
    public int TxRings => port.Configuration.TxRings;

    /// <inheritdoc/>
    public int RxRings => port.Configuration.RxRings;

    /// <inheritdoc/>
    /// <remarks>Only a ring's driver answers the arbiter of a back-to-back pipe.</remarks>
    public bool NeedsEveryRing => (port.Configuration.Required & PtnetFeatures.BackToBack) != 0;

    /// <inheritdoc/>
    public RingDriver Drive(bool isTx, int ring)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)ring, (uint)(isTx ? TxRings : RxRings), nameof(ring));
        int number = isTx ? ring : TxRings + ring;
        return _drivers[number] ??= port.Open(number);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, ulong> Lost(bool isTx) => NothingLost;

    /// <inheritdoc/>
    public void Dispose()
    {
        for (int ring = 0; ring < _drivers.Length; ring++)
        {
            if (_drivers[ring] is not null)
            {
                port.Release(ring);
                _drivers[ring] = null;
            }
        }
    }
}
