namespace NfvRuntime.Netmap.Control;

/// <summary>How long each option is.</summary>
public static unsafe class RequestOptionSize
{
    /// <summary>Bytes of the option, header included.</summary>
    /// <param name="type">Which option.</param>
    /// <param name="rings">Bound rings, for the one option that grows with them.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such option.</exception>
    public static int SizeOf(RequestOptionType type, int rings = 0) => type switch
    {
        RequestOptionType.Extmem => sizeof(ExtmemRequestOption),
        RequestOptionType.SyncKloopEventFds => sizeof(RequestOption) + (rings * sizeof(KloopEventFds)),
        RequestOptionType.Csb => sizeof(CsbRequestOption),
        RequestOptionType.SyncKloopMode => sizeof(KloopModeRequestOption),
        RequestOptionType.Offsets => sizeof(OffsetsRequestOption),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "no such option"),
    };
}
