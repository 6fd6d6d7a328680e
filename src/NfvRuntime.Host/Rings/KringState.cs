using System.Runtime.InteropServices;

namespace NfvRuntime.Host;

/// <summary>A kring's indices, kept off the cache lines of whatever the collector puts beside it.</summary>
[StructLayout(LayoutKind.Explicit, Size = 320)]
internal struct KringState
{
    [FieldOffset(128)] public uint RHead;
    [FieldOffset(132)] public uint RCur;
    [FieldOffset(136)] public uint RTail;
    [FieldOffset(140)] public uint HwCur;
    [FieldOffset(144)] public uint HwTail;
    [FieldOffset(148)] public uint Generation;
}
