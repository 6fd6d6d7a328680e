using System.Buffers.Binary;

namespace NfvRuntime.Packets;

/// <summary>Finishes a checksum of which a network stack has stored only the pseudo header's part.</summary>
public static class ChecksumCompletion
{
    private const int EthernetHeader = 14;

    /// <summary>Completes the checksum in place.</summary>
    /// <returns>False, and nothing changed, if the header points outside of the frame.</returns>
    public static bool TryComplete(Span<byte> frame, in VirtioNetHeader header)
    {
        var field = header.ChecksumStart + header.ChecksumOffset;
        if (header.ChecksumStart < EthernetHeader || field > frame.Length - 2)
        {
            return false;
        }

        var sum = InternetChecksum.Compute(frame[header.ChecksumStart..]);
        BinaryPrimitives.WriteUInt16BigEndian(frame[field..], Finished(sum));
        return true;
    }

    /// <summary>Zero would say "no checksum" to UDP; its other form is right for every protocol.</summary>
    public static ushort Finished(ushort checksum) => checksum == 0 ? (ushort)0xFFFF : checksum;
}
