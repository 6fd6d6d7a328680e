using System.Runtime.InteropServices;

namespace NfvRuntime.Netmap.Control;

/// <summary>Body of <see cref="RequestType.SyncKloopStart"/> (<c>nmreq_sync_kloop_start</c>).</summary>
[StructLayout(LayoutKind.Explicit, Size = 8)]
public struct SyncKloopStartRequest
{
    /// <summary>Pause between two rounds of a polling loop, 0 to 1000000; 0 spins.</summary>
    [FieldOffset(0)] public uint SleepMicroseconds;
}
