namespace NfvRuntime.Packets;

/// <summary>An ICMP message (RFC 792).</summary>
public readonly ref struct IcmpView
{
    /// <summary>Bytes of the header.</summary>
    public const int HeaderLength = 8;

    private readonly Span<byte> _message;

    private IcmpView(Span<byte> message) => _message = message;

    /// <summary>Message type.</summary>
    public byte Type { get => _message[0]; set => _message[0] = value; }

    /// <summary>Message code.</summary>
    public byte Code { get => _message[1]; set => _message[1] = value; }

    /// <summary>Checksum; over the whole message.</summary>
    public ushort Checksum { get => Wire.U16(_message[2..]); set => Wire.U16(_message[2..], value); }

    /// <summary>Identifier of an echo; other types use the bytes otherwise.</summary>
    public ushort Identifier { get => Wire.U16(_message[4..]); set => Wire.U16(_message[4..], value); }

    /// <summary>Sequence number of an echo.</summary>
    public ushort Sequence { get => Wire.U16(_message[6..]); set => Wire.U16(_message[6..], value); }

    /// <summary>What follows the header.</summary>
    public Span<byte> Payload => _message[HeaderLength..];

    /// <summary>True when the checksum is right; only of use when the message is not a fragment.</summary>
    public bool IsChecksumValid => InternetChecksum.Compute(_message) == 0;

    /// <summary>Computes the checksum anew.</summary>
    public void UpdateChecksum()
    {
        Checksum = 0;
        Checksum = InternetChecksum.Compute(_message);
    }

    /// <summary>Checks the length; <paramref name="message"/> is the IP payload.</summary>
    public static bool TryParse(Span<byte> message, out IcmpView view, out PacketError error)
    {
        error = message.Length < HeaderLength ? PacketError.IcmpTruncated : PacketError.None;
        view = error == PacketError.None ? new IcmpView(message) : default;
        return error == PacketError.None;
    }
}
