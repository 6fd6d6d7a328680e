namespace NfvRuntime.Packets;

/// <summary>An ARP packet for IPv4 over Ethernet (RFC 826).</summary>
public readonly ref struct ArpView
{
    /// <summary>Bytes of the whole packet.</summary>
    public const int Length = 28;

    /// <summary><see cref="Operation"/> of a question.</summary>
    public const ushort Request = 1;

    /// <summary><see cref="Operation"/> of an answer.</summary>
    public const ushort Reply = 2;

    private readonly Span<byte> _packet;

    private ArpView(Span<byte> packet) => _packet = packet;

    /// <summary>Request or reply.</summary>
    public ushort Operation { get => Wire.U16(_packet[6..]); set => Wire.U16(_packet[6..], value); }

    /// <summary>Sender's Ethernet address.</summary>
    public MacAddress SenderMac { get => MacAddress.Read(_packet[8..]); set => value.Write(_packet[8..]); }

    /// <summary>Sender's IPv4 address.</summary>
    public uint SenderAddress { get => Wire.U32(_packet[14..]); set => Wire.U32(_packet[14..], value); }

    /// <summary>Target's Ethernet address; meaningless in a request.</summary>
    public MacAddress TargetMac { get => MacAddress.Read(_packet[18..]); set => value.Write(_packet[18..]); }

    /// <summary>Target's IPv4 address.</summary>
    public uint TargetAddress { get => Wire.U32(_packet[24..]); set => Wire.U32(_packet[24..], value); }

    /// <summary>Checks the length and that the addresses are Ethernet's and IPv4's.</summary>
    public static bool TryParse(Span<byte> packet, out ArpView view, out PacketError error)
    {
        error = packet.Length < Length ? PacketError.ArpTruncated
            : Wire.U16(packet) != 1 || Wire.U16(packet[2..]) != EtherType.Ipv4 || Wire.U16(packet[4..]) != 0x0604
                ? PacketError.ArpNotEthernetIpv4
            : PacketError.None;
        view = error == PacketError.None ? new ArpView(packet[..Length]) : default;
        return error == PacketError.None;
    }
}
