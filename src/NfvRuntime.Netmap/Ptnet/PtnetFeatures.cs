namespace NfvRuntime.Netmap;

/// <summary>What a ptnet device offers and what it requires of its driver.</summary>
[Flags]
public enum PtnetFeatures : uint
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Frames may have a virtio-net header in front (ptnet's own bit 0).</summary>
    VnetHeader = 1,

    /// <summary>Resets of a ring are agreed on by words in the padding of the CSB entries.</summary>
    ResetEpochs = 2,

    /// <summary>The other side of a ring is another guest, not the host.</summary>
    BackToBack = 4,

    /// <summary>Kicks and notifications of a ring go through one socket instead of two eventfds.</summary>
    SocketKicks = 8,

    /// <summary>All that this version knows.</summary>
    Known = VnetHeader | ResetEpochs | BackToBack | SocketKicks,
}
