using System.Runtime.InteropServices;

namespace NfvRuntime.Host.Native;

/// <summary>A position that never wraps in practice, alone on its pair of cache lines.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct PaddedUInt64
{
    [FieldOffset(128)] public ulong Value;
}
