using System.Runtime.CompilerServices;

namespace NfvRuntime.Runtime.Tests.Support;

/// <summary>
/// A frame that says who made it and as which: every fragment carries the same, so that nothing can be lost, doubled, mixed or
/// overtaken unnoticed. Stages mark their choices in the trail, so that copies and detours are told apart.
/// </summary>
internal static unsafe class Numbered
{
    public const int Bytes = 60;

    public static void Write(byte* frame, int source, uint flow, ulong number, int fragment, int fragments)
    {
        new Span<byte>(frame, Bytes).Clear();
        frame[12] = 0x88; // an EtherType for local experiments
        frame[13] = 0xB5;
        frame[14] = (byte)source;
        frame[15] = (byte)fragment;
        frame[16] = (byte)fragments;
        Unsafe.WriteUnaligned(frame + 20, flow);
        Unsafe.WriteUnaligned(frame + 24, number);
    }

    public static int Source(byte* frame) => frame[14];

    public static int Fragment(byte* frame) => frame[15];

    public static int Fragments(byte* frame) => frame[16];

    public static uint Flow(byte* frame) => Unsafe.ReadUnaligned<uint>(frame + 20);

    public static ulong Number(byte* frame) => Unsafe.ReadUnaligned<ulong>(frame + 24);

    public static ulong Trail(byte* frame) => Unsafe.ReadUnaligned<ulong>(frame + 32);

    public static void SetTrail(byte* frame, ulong trail) => Unsafe.WriteUnaligned(frame + 32, trail);

    /// <summary>The trail behind one more choice.</summary>
    public static ulong Mark(ulong trail, int stage, int choice) => (trail * 1_000_003) + ((ulong)stage * 257) + (ulong)choice + 1;
}
