using System.Buffers.Binary;
using System.Text;
using NfvRuntime.Packets;
using NfvRuntime.Sdk.TestKit;

namespace Acme.DnsGuard.Tests;

/// <summary>DNS messages in frames between a client and a server.</summary>
internal static class DnsFrames
{
    public static byte[] Question(string name, ushort id = 7, int port = 4000, bool six = false) =>
        six ? Frame("2001:db8::2", "2001:db8::1", port, 53, Message(name, id, 0x01)) : Frame("10.0.0.2", "10.0.0.1", port, 53, Message(name, id, 0x01));

    public static byte[] Answer(string name, ushort id = 7, int port = 4000, bool six = false) =>
        six ? Frame("2001:db8::1", "2001:db8::2", 53, port, Message(name, id, 0x81)) : Frame("10.0.0.1", "10.0.0.2", 53, port, Message(name, id, 0x81));

    /// <summary>A UDP datagram with any payload.</summary>
    public static byte[] Frame(string from, string to, int fromPort, int toPort, byte[] payload)
    {
        byte[] datagram = [.. new byte[8], .. payload];
        BinaryPrimitives.WriteUInt16BigEndian(datagram, (ushort)fromPort);
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(2), (ushort)toPort);
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(4), (ushort)datagram.Length);
        return TestFrames.Ip(from, to, IpProtocol.Udp, datagram, checksumAt: 6);
    }

    public static byte[] Message(string name, ushort id, byte flags) =>
    [
        (byte)(id >> 8), (byte)id, flags, 0, 0, 1, 0, 0, 0, 0, 0, 0,
        .. name.Split('.').SelectMany(label => (byte[])[(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]),
        0, 0, 1, 0, 1,
    ];
}
