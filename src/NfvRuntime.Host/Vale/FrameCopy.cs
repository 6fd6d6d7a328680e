using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NfvRuntime.Host;

/// <summary>Copies frame data in whole cache lines. What the last line holds beyond the frame is written as zero, never as the source's bytes.</summary>
internal static unsafe class FrameCopy
{
    private const int Line = 64;
    private const int BlockLimit = 1024; // from here on the library's copy is faster

    // 64 bytes of ones, then 64 of zeros: read 64 bytes at 64 - k for a mask of k bytes.
    private static readonly byte* Masks = MakeMasks();

    /// <summary>Copies <paramref name="length"/> bytes.</summary>
    /// <param name="source">First byte.</param>
    /// <param name="destination">First byte; must not overlap.</param>
    /// <param name="length">Bytes of data.</param>
    /// <param name="readable">Bytes that may be read from the source on, at least the length.</param>
    /// <param name="writable">Bytes that may be written from the destination on, at least the length.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(byte* source, byte* destination, uint length, uint readable, uint writable)
    {
        uint rounded = (length + Line - 1) & ~(Line - 1u);
        if (rounded > readable || rounded > writable || length >= BlockLimit)
        {
            CopyExact(source, destination, length, writable);
            return;
        }

        for (; length >= Line; length -= Line, source += Line, destination += Line)
        {
            Vector256<byte> low = Vector256.Load(source);
            Vector256<byte> high = Vector256.Load(source + 32);
            low.Store(destination);
            high.Store(destination + 32);
        }

        if (length > 0)
        {
            byte* mask = Masks + Line - length;
            Vector256<byte> low = Vector256.Load(source) & Vector256.Load(mask);
            Vector256<byte> high = Vector256.Load(source + 32) & Vector256.Load(mask + 32);
            low.Store(destination);
            high.Store(destination + 32);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CopyExact(byte* source, byte* destination, uint length, uint writable)
    {
        Buffer.MemoryCopy(source, destination, writable, length);
        uint rest = Math.Min((0u - length) & (Line - 1), writable - length);
        new Span<byte>(destination + length, (int)rest).Clear();
    }

    private static byte* MakeMasks()
    {
        byte* masks = (byte*)System.Runtime.InteropServices.NativeMemory.AlignedAlloc(2 * Line, Line);
        new Span<byte>(masks, Line).Fill(0xFF);
        new Span<byte>(masks + Line, Line).Clear();
        return masks;
    }
}
