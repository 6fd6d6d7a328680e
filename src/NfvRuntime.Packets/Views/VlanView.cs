namespace NfvRuntime.Packets;

/// <summary>
/// A VLAN tag (IEEE 802.1Q) behind its tag protocol identifier, with what follows. For QinQ, parse the payload of an 802.1ad tag as a tag again.
/// </summary>
public readonly ref struct VlanView
{
    /// <summary>Bytes of tag control information and inner type.</summary>
    public const int HeaderLength = 4;

    private readonly Span<byte> _tag;

    private VlanView(Span<byte> tag) => _tag = tag;

    /// <summary>VLAN identifier, 0 to 4095.</summary>
    public int VlanId
    {
        get => Wire.U16(_tag) & 0xFFF;
        set => Wire.U16(_tag, (ushort)((Wire.U16(_tag) & 0xF000) | (value & 0xFFF)));
    }

    /// <summary>Priority code point, 0 to 7.</summary>
    public int Priority
    {
        get => _tag[0] >> 5;
        set => _tag[0] = (byte)((_tag[0] & 0x1F) | (value << 5));
    }

    /// <summary>Drop-eligible indicator.</summary>
    public bool DropEligible
    {
        get => (_tag[0] & 0x10) != 0;
        set => _tag[0] = (byte)((_tag[0] & 0xEF) | (value ? 0x10 : 0));
    }

    /// <summary>Type of what follows the tag: another tag's identifier, an EtherType, or an IEEE 802.3 length.</summary>
    public ushort EtherType { get => Wire.U16(_tag[2..]); set => Wire.U16(_tag[2..], value); }

    /// <summary>What follows the tag, padding included; of an IEEE 802.3 frame, as much as its length field says.</summary>
    public Span<byte> Payload => EtherType <= 1500 ? _tag.Slice(HeaderLength, EtherType) : _tag[HeaderLength..];

    /// <summary>Checks the length and an IEEE 802.3 length field; <paramref name="tag"/> begins behind the tag protocol identifier.</summary>
    public static bool TryParse(Span<byte> tag, out VlanView view, out PacketError error)
    {
        error = tag.Length < HeaderLength ? PacketError.VlanTruncated
            : Wire.U16(tag[2..]) is <= 1500 and var length && length > tag.Length - HeaderLength ? PacketError.LengthFieldBeyondFrame
            : PacketError.None;
        view = error == PacketError.None ? new VlanView(tag) : default;
        return error == PacketError.None;
    }
}
