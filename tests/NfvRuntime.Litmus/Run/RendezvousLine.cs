using System.Runtime.InteropServices;

namespace NfvRuntime.Litmus;

/// <summary>What one side writes and the other reads at the end of a phase.</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct RendezvousLine
{
    [FieldOffset(0)] public uint Phase;

    [FieldOffset(4)] public uint Outcome;
}
