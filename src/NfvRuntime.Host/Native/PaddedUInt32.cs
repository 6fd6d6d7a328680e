using System.Runtime.InteropServices;

namespace NfvRuntime.Host.Native;

/// <summary>An index or flag that one thread writes and others read, alone on its pair of cache lines.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct PaddedUInt32
{
    [FieldOffset(128)] public uint Value;
}
