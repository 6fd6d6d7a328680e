using System.Runtime.CompilerServices;
using NfvRuntime.Netmap;

namespace NfvRuntime.Sdk;

/// <summary>Keeps virtio-net headers (Virtio 1.2 section 5.1.6) right where frames change in front.</summary>
internal static unsafe class VnetHeaders
{
    private const byte NeedsChecksum = 1;
    private const int HeaderBytes = 2;
    private const int ChecksumStart = 6;

    /// <summary>The frame is going to begin <paramref name="by"/> bytes later: its header moves along, and so does what it points at.</summary>
    /// <param name="frame">Where the frame begins now.</param>
    /// <param name="by">Bytes; negative where the frame grows.</param>
    public static void Move(byte* frame, int by)
    {
        byte* header = frame - SlotFlags.VnetHeaderLength + by;
        Buffer.MemoryCopy(frame - SlotFlags.VnetHeaderLength, header, SlotFlags.VnetHeaderLength, SlotFlags.VnetHeaderLength);
        Shift(header + HeaderBytes, by);
        if ((header[0] & NeedsChecksum) != 0)
        {
            Shift(header + ChecksumStart, by);
        }
    }

    private static void Shift(byte* field, int by)
    {
        ushort value = Unsafe.ReadUnaligned<ushort>(field);
        Unsafe.WriteUnaligned(field, (ushort)Math.Max(value - by, 0));
    }
}
