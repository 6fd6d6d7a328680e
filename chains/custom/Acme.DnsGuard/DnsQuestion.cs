using System.Buffers.Binary;

namespace Acme.DnsGuard;

/// <summary>The header and the one question of a DNS message (RFC 1035, section 4.1).</summary>
internal readonly ref struct DnsQuestion
{
    /// <summary>The longest name, dots included.</summary>
    public const int MaxNameLength = 255;

    private const int HeaderLength = 12;
    private const int MaxLabelLength = 63;

    private DnsQuestion(ushort id, bool isAnswer, ReadOnlySpan<char> name)
    {
        Id = id;
        IsAnswer = isAnswer;
        Name = name;
    }

    /// <summary>What joins an answer to its question.</summary>
    public ushort Id { get; }

    /// <summary>Whether the message is an answer.</summary>
    public bool IsAnswer { get; }

    /// <summary>What was asked about, in lower case, with dots and none at the end.</summary>
    public ReadOnlySpan<char> Name { get; }

    /// <summary>Reads a message. A name in the only question cannot be compressed, as nothing stands before it.</summary>
    /// <param name="message">What follows the UDP header.</param>
    /// <param name="buffer">For the name, at least <see cref="MaxNameLength"/> long.</param>
    /// <param name="question">The question.</param>
    /// <returns>False if it is no message with one question.</returns>
    public static bool TryRead(ReadOnlySpan<byte> message, Span<char> buffer, out DnsQuestion question)
    {
        question = default;
        if (message.Length < HeaderLength || BinaryPrimitives.ReadUInt16BigEndian(message[4..]) != 1)
        {
            return false;
        }

        int length = 0;
        ReadOnlySpan<byte> rest = message[HeaderLength..];
        while (rest.Length > 0 && rest[0] != 0)
        {
            int label = rest[0];
            if (label > MaxLabelLength || label >= rest.Length || length + label + 1 > MaxNameLength)
            {
                return false;
            }

            if (length > 0)
            {
                buffer[length++] = '.';
            }

            foreach (byte letter in rest.Slice(1, label))
            {
                buffer[length++] = char.ToLowerInvariant((char)letter);
            }

            rest = rest[(label + 1)..];
        }

        if (rest.Length < 5) // the empty label, type and class
        {
            return false;
        }

        question = new DnsQuestion(BinaryPrimitives.ReadUInt16BigEndian(message), (message[2] & 0x80) != 0, buffer[..length]);
        return true;
    }
}
