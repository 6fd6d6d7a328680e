namespace NfvRuntime.Packets;

/// <summary>
/// An Ethernet frame, without preamble and frame check sequence. A window on the caller's bytes: writing a property changes them.
/// </summary>
public readonly ref struct EthernetView
{
    /// <summary>Bytes of the header.</summary>
    public const int HeaderLength = 14;

    private readonly Span<byte> _frame;

    private EthernetView(Span<byte> frame) => _frame = frame;

    /// <summary>Destination address.</summary>
    public MacAddress Destination { get => MacAddress.Read(_frame); set => value.Write(_frame); }

    /// <summary>Source address.</summary>
    public MacAddress Source { get => MacAddress.Read(_frame[6..]); set => value.Write(_frame[6..]); }

    /// <summary>The type field: an EtherType, or an IEEE 802.3 length when at most 1500.</summary>
    public ushort EtherType { get => Wire.U16(_frame[12..]); set => Wire.U16(_frame[12..], value); }

    /// <summary>What follows the header, padding included; of an IEEE 802.3 frame, as much as its length field says.</summary>
    public Span<byte> Payload => EtherType <= 1500 ? _frame.Slice(HeaderLength, EtherType) : _frame[HeaderLength..];

    /// <summary>Checks the length and an IEEE 802.3 length field.</summary>
    public static bool TryParse(Span<byte> frame, out EthernetView view, out PacketError error)
    {
        error = frame.Length < HeaderLength ? PacketError.EthernetTruncated
            : Wire.U16(frame[12..]) is <= 1500 and var length && length > frame.Length - HeaderLength ? PacketError.LengthFieldBeyondFrame
            : PacketError.None;
        view = error == PacketError.None ? new EthernetView(frame) : default;
        return error == PacketError.None;
    }
}
