using System.Diagnostics;

namespace NfvRuntime.Ports;

/// <summary>
/// Says how many packets of a fixed rate are due. The schedule is exact: packet n is due n/rate after the first, however late the packets
/// before it were, so that the mean rate holds and a pause is made up for.
/// </summary>
internal struct RateClock(ulong packetsPerSecond)
{
    private long _start;

    /// <summary>True when there is a rate.</summary>
    public readonly bool IsPaced => packetsPerSecond != 0;

    /// <summary>Packets due since the start, which is the first call.</summary>
    public ulong Due()
    {
        var now = Stopwatch.GetTimestamp();
        if (_start == 0)
        {
            _start = now;
        }

        return (ulong)((UInt128)(ulong)(now - _start) * packetsPerSecond / (ulong)Stopwatch.Frequency) + 1;
    }

    /// <summary>Stopwatch timestamp at which packet <paramref name="number"/> (from 0) is due; 0 before the start.</summary>
    public readonly long DueAt(ulong number) => _start == 0
        ? 0
        : _start + (long)((((UInt128)number * (ulong)Stopwatch.Frequency) + packetsPerSecond - 1) / packetsPerSecond);
}
