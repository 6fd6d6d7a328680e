using System.Buffers.Binary;
using System.Net;

namespace NfvRuntime.Packets;

/// <summary>
/// The 5-tuple of an IP packet in the direction it was seen: protocol, addresses, ports (0 where there are none, and for every fragment).
/// IPv4 addresses are held as 32-bit numbers in the low bits.
/// </summary>
public readonly struct FlowKey : IEquatable<FlowKey>
{
    /// <summary>Bytes of a key that is written out.</summary>
    public const int Bytes = 38;

    private FlowKey(UInt128 source, UInt128 destination, uint ports, byte protocol, byte version)
    {
        Source = source;
        Destination = destination;
        Ports = ports;
        Protocol = protocol;
        Version = version;
    }

    /// <summary>Source address.</summary>
    public UInt128 Source { get; }

    /// <summary>Destination address.</summary>
    public UInt128 Destination { get; }

    /// <summary>Source port in the high, destination port in the low 16 bits.</summary>
    public uint Ports { get; }

    /// <summary>IP protocol.</summary>
    public byte Protocol { get; }

    /// <summary>4 or 6; 0 for the default value, which is no flow.</summary>
    public byte Version { get; }

    /// <summary>Source port.</summary>
    public ushort SourcePort => (ushort)(Ports >> 16);

    /// <summary>Destination port.</summary>
    public ushort DestinationPort => (ushort)Ports;

    /// <summary>Reads the key of a parsed frame; false for other than IP. Allocates nothing.</summary>
    public static bool TryRead(ReadOnlySpan<byte> frame, HeaderOffsets offsets, out FlowKey key)
    {
        var ports = offsets.HasPorts && !offsets.IsFragment && frame.Length >= offsets.LayerFour + 4 ? Wire.U32(frame[offsets.LayerFour..]) : 0;
        if (offsets.IsIpv4 && frame.Length >= offsets.LayerThree + 20)
        {
            var ip = frame[offsets.LayerThree..];
            key = new FlowKey(Wire.U32(ip[12..]), Wire.U32(ip[16..]), ports, offsets.Protocol, 4);
            return true;
        }

        if (offsets.IsIpv6 && frame.Length >= offsets.LayerThree + 40)
        {
            var ip = frame[offsets.LayerThree..];
            key = new FlowKey(Wire.U128(ip[8..]), Wire.U128(ip[24..]), ports, offsets.Protocol, 6);
            return true;
        }

        key = default;
        return false;
    }

    /// <summary>The key of the answering direction.</summary>
    public FlowKey Reversed() => new(Destination, Source, uint.RotateLeft(Ports, 16), Protocol, Version);

    /// <summary>The same value for both directions: the end with the lower address (then port) comes first.</summary>
    public FlowKey Canonical() =>
        Source < Destination || (Source == Destination && SourcePort <= DestinationPort) ? this : Reversed();

    /// <summary>Writes the key as <see cref="Bytes"/> bytes, in network byte order.</summary>
    public void Write(Span<byte> to)
    {
        BinaryPrimitives.WriteUInt128BigEndian(to, Source);
        BinaryPrimitives.WriteUInt128BigEndian(to[16..], Destination);
        BinaryPrimitives.WriteUInt32BigEndian(to[32..], Ports);
        to[36] = Protocol;
        to[37] = Version;
    }

    /// <summary>Reads a key that <see cref="Write"/> wrote. Any bytes are some key.</summary>
    public static FlowKey Read(ReadOnlySpan<byte> from) => new(
        BinaryPrimitives.ReadUInt128BigEndian(from),
        BinaryPrimitives.ReadUInt128BigEndian(from[16..]),
        BinaryPrimitives.ReadUInt32BigEndian(from[32..]),
        from[36],
        from[37]);

    /// <inheritdoc/>
    public bool Equals(FlowKey other) => Source == other.Source && Destination == other.Destination && Ports == other.Ports
        && Protocol == other.Protocol && Version == other.Version;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FlowKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Source, Destination, Ports, Protocol);

    /// <summary>As "tcp 10.0.0.1:40000 > 10.0.0.2:80".</summary>
    public override string ToString() => $"{ProtocolName} {End(Source, SourcePort)} > {End(Destination, DestinationPort)}";

    private string ProtocolName => Protocol switch
    {
        IpProtocol.Tcp => "tcp",
        IpProtocol.Udp => "udp",
        IpProtocol.Icmp => "icmp",
        IpProtocol.Icmpv6 => "icmp6",
        IpProtocol.Sctp => "sctp",
        _ => $"ip{Protocol}",
    };

    private string End(UInt128 address, ushort port)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, address);
        var text = new IPAddress(Version == 6 ? bytes : bytes[12..]).ToString();
        return Ports == 0 ? text : Version == 6 ? $"[{text}]:{port}" : $"{text}:{port}";
    }

    /// <summary>Equality of all fields.</summary>
    public static bool operator ==(FlowKey left, FlowKey right) => left.Equals(right);

    /// <summary>Inequality.</summary>
    public static bool operator !=(FlowKey left, FlowKey right) => !left.Equals(right);
}
