using System.Runtime.InteropServices;

namespace NfvRuntime.Host.Native;

/// <summary>When a timer expires: once, after a time.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TimerSetting
{
    public TimeSpec Interval;
    public TimeSpec First;
}
