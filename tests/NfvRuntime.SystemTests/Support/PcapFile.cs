using System.Buffers.Binary;

namespace NfvRuntime.SystemTests.Support;

/// <summary>Reads little-endian pcap files, and shares no code with the project's own reader.</summary>
internal static class PcapFile
{
    public const int FileHeader = 24;
    public const int RecordHeader = 16;

    /// <summary>The frames in file order.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mayBeCut">Whether frames may have been captured in part.</param>
    public static List<byte[]> Frames(string path, bool mayBeCut = false)
    {
        byte[] file = File.ReadAllBytes(path);
        Assert.Contains(BinaryPrimitives.ReadUInt32LittleEndian(file), new[] { 0xa1b2c3d4u, 0xa1b23c4du });
        Assert.Equal(1u, BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(20)));
        List<byte[]> frames = [];
        for (int at = FileHeader; at < file.Length;)
        {
            int captured = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 8));
            int original = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 12));
            Assert.True(mayBeCut || original == captured, $"a frame of {original} bytes was cut to {captured}");
            frames.Add(file.AsSpan(at + RecordHeader, captured).ToArray());
            at += RecordHeader + captured;
        }

        return frames;
    }
}
