using System.Runtime.InteropServices;

namespace NfvRuntime.Host.Native;

/// <summary>An interval of a timer (none here) and the time to its first expiry.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TimerSetting
{
    public nint IntervalSeconds;
    public nint IntervalNanoseconds;
    public nint Seconds;
    public nint Nanoseconds;
}
