using System.Buffers.Binary;
using System.Net;

namespace NfvRuntime.Packets.Tests;

/// <summary>Hand-made frames, from the inside out. Checksums come from the scalar reference, not from what is under test.</summary>
internal static class Frames
{
    public const string SourceMac = "020000000001";
    public const string TargetMac = "020000000002";

    public static byte[] Hex(string text) => Convert.FromHexString(string.Concat(text.Where(c => !char.IsWhiteSpace(c))));

    public static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(p => p)];

    public static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i * 7))];

    public static byte[] Ethernet(ushort type, params byte[] payload) => Join(Hex(TargetMac), Hex(SourceMac), Big(type), payload);

    public static byte[] Tag(int tci, ushort type, params byte[] payload) => Join(Big((ushort)tci), Big(type), payload);

    public static byte[] Arp() => Join(Hex("0001 0800 06 04 0001"), Hex(SourceMac), Ip("10.0.0.1"), new byte[6], Ip("10.0.0.2"));

    public static byte[] Ipv4(byte protocol, byte[] payload, byte[]? options = null, ushort fragment = 0x4000, string from = "10.0.0.1",
        string to = "10.0.0.2", bool fixUpper = true)
    {
        options ??= [];
        var header = Join([(byte)(0x45 + (options.Length / 4)), 0], Big((ushort)(20 + options.Length + payload.Length)), Big(0x1234), Big(fragment),
            [64, protocol, 0, 0], Ip(from), Ip(to), options);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(10), ScalarChecksum.Compute(header));
        var pseudo = Join(Ip(from), Ip(to), [0, protocol], Big((ushort)payload.Length));
        return Join(header, fixUpper ? WithChecksum(protocol, payload, pseudo) : payload);
    }

    public static byte[] Ipv6(byte next, byte[] payload, string from = "2001:db8::1", string to = "2001:db8::2", byte? upper = null,
        int upperAt = 0)
    {
        var header = Join([0x60, 0, 0, 0], Big((ushort)payload.Length), [next, 64], Ip(from), Ip(to));
        var segment = payload[upperAt..];
        var pseudo = Join(Ip(from), Ip(to), [0, 0], Big((ushort)segment.Length), [0, 0, 0, upper ?? next]);
        return Join(header, payload[..upperAt], WithChecksum(upper ?? next, segment, pseudo));
    }

    public static byte[] Udp(ushort from, ushort to, params byte[] payload) =>
        Join(Big(from), Big(to), Big((ushort)(8 + payload.Length)), [0, 0], payload);

    public static byte[] Tcp(ushort from, ushort to, byte[]? options = null, params byte[] payload)
    {
        options ??= [];
        var dataOffset = (byte)((5 + (options.Length / 4)) << 4);
        return Join(Big(from), Big(to), [0, 0, 0, 1, 0, 0, 0, 2, dataOffset, 0x18, 0x10, 0, 0, 0, 0, 0], options, payload);
    }

    public static byte[] Echo(byte type, params byte[] payload) => Join([type, 0, 0, 0, 0x11, 0x22, 0, 1], payload);

    public static byte[] Big(ushort value) => [(byte)(value >> 8), (byte)value];

    public static byte[] Ip(string text) => IPAddress.Parse(text).GetAddressBytes();

    /// <summary>One frame of each kind; every test that must hold for all kinds walks this list.</summary>
    public static IReadOnlyDictionary<string, byte[]> All { get; } = new Dictionary<string, byte[]>
    {
        ["arp"] = Ethernet(EtherType.Arp, Arp()),
        ["802.3"] = Ethernet(10, Bytes(46)),
        ["unknown type"] = Ethernet(0x88CC, Bytes(46)),
        ["ipv4 udp"] = Ethernet(EtherType.Ipv4, Ipv4(17, Udp(1000, 53, Bytes(33)))),
        ["ipv4 tcp options"] = Ethernet(EtherType.Ipv4,
            Ipv4(6, Tcp(40000, 80, Hex("020405b4 0402080a 00000001 00000002 01 030307"), Bytes(11)))),
        ["ipv4 options tcp"] = Ethernet(EtherType.Ipv4, Ipv4(6, Tcp(40000, 443), Hex("01 0703 04 94040000"))),
        ["ipv4 icmp"] = Ethernet(EtherType.Ipv4, Ipv4(1, Echo(8, Bytes(20)))),
        ["ipv4 gre"] = Ethernet(EtherType.Ipv4, Ipv4(47, Bytes(24))),
        ["ipv4 sctp"] = Ethernet(EtherType.Ipv4, Ipv4(132, Bytes(32))),
        ["ipv4 first fragment"] = Ethernet(EtherType.Ipv4,
            Ipv4(17, Join(Big(5000), Big(5001), Big(3008), [0, 0], Bytes(64)), null, 0x2000, fixUpper: false)),
        ["ipv4 last fragment"] = Ethernet(EtherType.Ipv4, Ipv4(17, Bytes(31), null, 9, fixUpper: false)),
        ["vlan ipv4 udp"] = Ethernet(EtherType.Vlan, Tag(0x6064, EtherType.Ipv4, Ipv4(17, Udp(1, 2, Bytes(20))))),
        ["qinq ipv4 tcp"] = Ethernet(EtherType.ServiceVlan, Tag(0x00C8, EtherType.Vlan, Tag(0xB064, EtherType.Ipv4, Ipv4(6, Tcp(3, 4))))),
        ["vlan 802.3"] = Ethernet(EtherType.Vlan, Tag(5, 20, Bytes(42))),
        ["ipv6 udp"] = Ethernet(EtherType.Ipv6, Ipv6(17, Udp(1000, 53, Bytes(33)))),
        ["ipv6 tcp"] = Ethernet(EtherType.Ipv6, Ipv6(6, Tcp(40000, 80, null, Bytes(5)))),
        ["ipv6 icmpv6"] = Ethernet(EtherType.Ipv6, Ipv6(58, Echo(128, Bytes(16)))),
        ["ipv6 extensions"] = Ethernet(EtherType.Ipv6, Extended),
        ["ipv6 ah"] = Ethernet(EtherType.Ipv6,
            Ipv6(51, Join(Hex("06 04 0000 00000001 00000002"), Bytes(12), Tcp(5, 6)), upper: 6, upperAt: 24)),
        ["ipv6 esp"] = Ethernet(EtherType.Ipv6, Ipv6(50, Bytes(40))),
        ["ipv6 no next"] = Ethernet(EtherType.Ipv6, Ipv6(59, [])),
        ["ipv6 first fragment"] = Ethernet(EtherType.Ipv6, Ipv6(44, Join(Hex("11 00 0001 deadbeef"), Udp(7, 8, Bytes(24))))),
        ["ipv6 last fragment"] = Ethernet(EtherType.Ipv6, Ipv6(44, Join(Hex("11 00 0020 deadbeef"), Bytes(13)))),
        ["ipv6 atomic fragment"] = Ethernet(EtherType.Ipv6,
            Ipv6(44, Join(Hex("11 00 0000 deadbeef"), Udp(7, 8, Bytes(3))), upper: 17, upperAt: 8)),
        ["padded ipv4 udp"] = Join(Ethernet(EtherType.Ipv4, Ipv4(17, Udp(9, 10, 1, 2, 3))), new byte[15]),
    };

    private static byte[] Extended => Ipv6(0,
        Join(Hex("2b 00 0104 00000000"), Hex("3c 02 00 00 00000000"), Bytes(16), Hex("06 00 0104 00000000"), Tcp(40000, 80)), upper: 6, upperAt: 40);

    private static byte[] WithChecksum(byte protocol, byte[] upper, byte[] pseudo)
    {
        var at = protocol switch { 1 or 58 => 2, 6 => 16, 17 => 6, _ => -1 };
        if (at >= 0 && upper.Length > at + 1)
        {
            upper = [.. upper];
            var checksum = ScalarChecksum.Compute(protocol == 1 ? upper : Join(pseudo, upper));
            BinaryPrimitives.WriteUInt16BigEndian(upper.AsSpan(at), checksum == 0 && protocol == 17 ? (ushort)0xFFFF : checksum);
        }

        return upper;
    }
}
