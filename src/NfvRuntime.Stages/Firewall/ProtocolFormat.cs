using System.Globalization;
using NfvRuntime.Packets;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Stages;

/// <summary>An IP protocol by name or number, or any.</summary>
internal sealed class ProtocolFormat : ScalarFormat<short>
{
    public const short Any = -1;
    public const short Unread = -2;

    private static readonly Dictionary<string, short> Words = new(StringComparer.Ordinal)
    {
        ["any"] = Any,
        ["tcp"] = IpProtocol.Tcp,
        ["udp"] = IpProtocol.Udp,
        ["sctp"] = IpProtocol.Sctp,
        ["icmp"] = IpProtocol.Icmp,
        ["icmpv6"] = IpProtocol.Icmpv6,
    };

    private ProtocolFormat()
    {
    }

    public static ProtocolFormat Instance { get; } = new();

    public override string Expected => $"{string.Join(", ", Words.Keys)} or a protocol number from 0 to 255";

    public override short Placeholder => Unread;

    protected override ParseResult Parse(string text, out short value)
    {
        if (Words.TryGetValue(text, out value))
        {
            return ParseResult.Ok;
        }

        bool number = short.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out short given);
        value = number && given <= byte.MaxValue ? given : Unread;
        return value != Unread ? ParseResult.Ok : number ? ParseResult.OutOfRange : ParseResult.UnknownWord;
    }

    protected override string ExpectedInsteadOf(string text) =>
        Nearest.Find(text, Words.Keys) is { } near ? $"{Expected} (did you mean '{near}'?)" : Expected;
}
