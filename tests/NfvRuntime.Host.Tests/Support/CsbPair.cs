using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Host.Tests;

/// <summary>Two ports that talk to each other, both in CSB mode: the left one's first tx ring, the right one's first rx ring.</summary>
internal sealed class CsbPair : IDisposable
{
    private readonly TestHost _test = new(buffers: 16384);

    public CsbPair(string left, string right, PortOptions? options = null, CsbArea? leftArea = null,
        KloopModes direct = KloopModes.None)
    {
        Left = _test.Host.OpenKloop(_test.Host.Open(left, options), new KloopOptions { Area = leftArea, Direct = direct });
        PortOptions? crossed = options is null ? null : options with { TxRings = options.RxRings, RxRings = options.TxRings };
        Right = _test.Host.OpenKloop(_test.Host.Open(right, crossed), new KloopOptions { Direct = direct });
        Tx = Left.CreateDriver(0);
        Rx = Right.CreateDriver(Right.Port.Tx.Count);
    }

    public NetmapHost Host => _test.Host;

    public Kloop Left { get; }

    public Kloop Right { get; }

    public CsbRingDriver Tx { get; }

    public CsbRingDriver Rx { get; }

    public void Dispose() => _test.Dispose();
}
