using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Netmap;

/// <summary>What the control register reads back.</summary>
/// <param name="Error">Why the device refuses; none if it does not.</param>
/// <param name="Value">What the operation gives.</param>
/// <param name="Reason">For a refusal, a sentence with the way out; null where the transport carries none.</param>
public readonly record struct PtnetReply(NetmapError Error, ulong Value = 0, string? Reason = null)
{
    /// <summary>0, or the error number of Linux.</summary>
    public int Errno => NetmapErrors.ToErrno(Error);
}
