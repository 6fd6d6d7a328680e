using System.Runtime.InteropServices;

namespace NfvRuntime.Host.Native;

/// <summary>A length of time as the C library has it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TimeSpec(TimeSpan time)
{
    public nint Seconds = (nint)(time.Ticks / TimeSpan.TicksPerSecond);
    public nint Nanoseconds = (nint)(time.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick);
}
