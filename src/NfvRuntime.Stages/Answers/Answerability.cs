using System.Buffers.Binary;
using NfvRuntime.Packets;

namespace NfvRuntime.Stages;

/// <summary>
/// Which packets may be answered with an error at all: RFC 1812 section 4.3.2.7 for IPv4, RFC 4443 section 2.4(e) for IPv6. Errors about
/// errors, and answers to many or to nobody, would make storms.
/// </summary>
internal static class Answerability
{
    private const int MacLength = 6;
    private const byte Redirect = 137;

    /// <param name="frame">The packet's first slot; well-formed.</param>
    /// <param name="headers">Where its headers are.</param>
    public static bool IsDue(ReadOnlySpan<byte> frame, in HeaderOffsets headers)
    {
        bool toOneStation = (frame[0] & 1) == 0 && (frame[MacLength] & 1) == 0;
        if (!toOneStation || headers.Kind != LayerTwoKind.EthernetII || headers.IsNonFirstFragment)
        {
            return false;
        }

        return headers.IsIpv4 ? IsDueV4(frame, headers) : headers.IsIpv6 && IsDueV6(frame, headers);
    }

    private static bool IsDueV4(ReadOnlySpan<byte> frame, in HeaderOffsets headers)
    {
        byte source = frame[headers.LayerThree + 12], destination = frame[headers.LayerThree + 16];
        if (source is 0 or 127 or >= 224 || destination is 0 or 127 or >= 224)
        {
            return false;
        }

        // Destination unreachable, source quench, redirect, time exceeded, parameter problem.
        return headers.Protocol != IpProtocol.Icmp || (headers.LayerFourLength > 0 && frame[headers.LayerFour] is not (3 or 4 or 5 or 11 or 12));
    }

    private static bool IsDueV6(ReadOnlySpan<byte> frame, in HeaderOffsets headers)
    {
        ReadOnlySpan<byte> addresses = frame.Slice(headers.LayerThree + 8, 32);
        UInt128 source = BinaryPrimitives.ReadUInt128BigEndian(addresses);
        if (source <= 1 || addresses[0] == 0xFF || addresses[16] == 0xFF)
        {
            return false; // unspecified, loopback, multicast
        }

        return headers.Protocol != IpProtocol.Icmpv6
            || (headers.LayerFourLength > 0 && frame[headers.LayerFour] is >= 128 and not Redirect);
    }
}
