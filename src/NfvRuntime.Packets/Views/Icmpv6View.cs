namespace NfvRuntime.Packets;

/// <summary>An ICMPv6 message (RFC 4443).</summary>
public readonly ref struct Icmpv6View
{
    /// <summary>Bytes of the header.</summary>
    public const int HeaderLength = 4;

    private readonly Span<byte> _message;

    private Icmpv6View(Span<byte> message) => _message = message;

    /// <summary>Message type.</summary>
    public byte Type { get => _message[0]; set => _message[0] = value; }

    /// <summary>Message code.</summary>
    public byte Code { get => _message[1]; set => _message[1] = value; }

    /// <summary>Checksum; over pseudo header and message.</summary>
    public ushort Checksum { get => Wire.U16(_message[2..]); set => Wire.U16(_message[2..], value); }

    /// <summary>What follows the header.</summary>
    public Span<byte> Payload => _message[HeaderLength..];

    /// <summary>True when the checksum is right after the pseudo header; only of use when the message is not a fragment.</summary>
    public bool IsChecksumValid(ulong pseudoHeader) => InternetChecksum.Compute(_message, pseudoHeader) == 0;

    /// <summary>Computes the checksum anew.</summary>
    public void UpdateChecksum(ulong pseudoHeader)
    {
        Checksum = 0;
        Checksum = InternetChecksum.Compute(_message, pseudoHeader);
    }

    /// <summary>Checks the length; <paramref name="message"/> is the IP payload.</summary>
    public static bool TryParse(Span<byte> message, out Icmpv6View view, out PacketError error)
    {
        error = message.Length < HeaderLength ? PacketError.Icmpv6Truncated : PacketError.None;
        view = error == PacketError.None ? new Icmpv6View(message) : default;
        return error == PacketError.None;
    }
}
