using NfvRuntime.Netmap;

namespace NfvRuntime.Host;

/// <summary>A port as its user drives it, wherever its rings are served: by this process, or by a host in another address space.</summary>
public interface IRingPort : IDisposable
{
    /// <summary>Full port name.</summary>
    string Name { get; }

    /// <summary>Where rings and buffers are.</summary>
    Region Region { get; }

    /// <summary>Rings by which the user sends.</summary>
    int TxRings { get; }

    /// <summary>Rings by which the user receives.</summary>
    int RxRings { get; }

    /// <summary>Whether a ring that nobody drives keeps others waiting: who drives any of such a port's rings in a direction drives all of them.</summary>
    bool NeedsEveryRing => false;

    /// <summary>What went wrong with that which the port stands for, as a sentence; null while nothing did. Any thread may read it.</summary>
    string? Problem => null;

    /// <summary>What a summary should say about the port although nothing is wrong. Any thread may read it.</summary>
    IReadOnlyList<string> Remarks => [];

    /// <summary>The driver of a ring: the same one at each call.</summary>
    /// <param name="isTx">Direction: true to send.</param>
    /// <param name="ring">Number in its direction.</param>
    /// <exception cref="NetmapException">Somebody else drives it, or the port is closed.</exception>
    /// <exception cref="RingFaultException">The ring is in another address space, and its indices are impossible: have it reset.</exception>
    RingDriver Drive(bool isTx, int ring);

    /// <summary>Packets lost between the rings and that which the port stands for, by reason. Any thread may read it.</summary>
    /// <param name="isTx">Of the packets that are sent, or of those that are received.</param>
    IReadOnlyDictionary<string, ulong> Lost(bool isTx);
}
