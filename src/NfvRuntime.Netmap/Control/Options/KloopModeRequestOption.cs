using System.Runtime.InteropServices;

namespace NfvRuntime.Netmap.Control;

/// <summary>How a kloop runs (<c>nmreq_opt_sync_kloop_mode</c>), for SYNC_KLOOP_START.</summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
public struct KloopModeRequestOption
{
    /// <summary>Type, link and status.</summary>
    [FieldOffset(0)] public RequestOption Header;

    /// <summary>Directions that are processed by whoever writes the kick; other bits give EINVAL.</summary>
    [FieldOffset(24)] public KloopModes Mode;
}
