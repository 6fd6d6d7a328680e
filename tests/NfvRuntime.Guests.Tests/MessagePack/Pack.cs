using System.Buffers;

namespace NfvRuntime.Guests.Tests.MessagePack;

/// <summary>Short forms for the tests of the codec.</summary>
internal static class Pack
{
    public delegate void Writing(ref MessagePackWriter writer);

    public static byte[] Bytes(Writing write)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(output);
        write(ref writer);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    public static string Hex(Writing write) => Convert.ToHexStringLower(Bytes(write));

    public static MessagePackReader Reader(string hex) => new(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

    /// <summary>The same bytes, each in a segment of its own.</summary>
    public static ReadOnlySequence<byte> InPieces(ReadOnlyMemory<byte> bytes)
    {
        var first = new Piece(ReadOnlyMemory<byte>.Empty, 0);
        var last = first;
        for (int i = 0; i < bytes.Length; i++)
        {
            last = last.Then(bytes.Slice(i, 1));
        }

        return new(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> bytes, long index) => (Memory, RunningIndex) = (bytes, index);

        public Piece Then(ReadOnlyMemory<byte> bytes)
        {
            var next = new Piece(bytes, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
