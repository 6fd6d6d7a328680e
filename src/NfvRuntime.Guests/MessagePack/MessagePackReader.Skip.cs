namespace NfvRuntime.Guests.MessagePack;

public ref partial struct MessagePackReader
{
    /// <summary>Passes over the next value, whatever it is and holds; every byte is looked at once at most.</summary>
    /// <exception cref="MessagePackSerializationException">It nests too deep for
    /// <see cref="MessagePackSecurity.UntrustedData"/>.</exception>
    public void Skip()
    {
        int deepest = MessagePackSecurity.UntrustedData.MaximumObjectGraphDepth;
        Span<long> left = stackalloc long[deepest]; // values to come in each array or map that is open
        int open = 0;
        while (true)
        {
            long inside = SkipOne();
            if (inside > 0)
            {
                if (Depth + open >= deepest)
                {
                    throw new MessagePackSerializationException($"The input nests deeper than {deepest} arrays and maps.");
                }

                left[open++] = inside;
                continue;
            }

            while (open > 0 && --left[open - 1] == 0)
            {
                open--;
            }

            if (open == 0)
            {
                return;
            }
        }
    }

    /// <summary>Passes over a value, or the header of an array or map.</summary>
    /// <returns>How many values are inside.</returns>
    private long SkipOne()
    {
        byte code = NextCode;
        switch (MessagePackCode.ToMessagePackType(code))
        {
            case MessagePackType.Array:
                return ReadArrayHeader();
            case MessagePackType.Map:
                return 2L * ReadMapHeader();
            case MessagePackType.String:
                _ = ReadRaw(ReadStringLength());
                return 0;
            case MessagePackType.Binary:
                _ = ReadRaw(ReadBinLength());
                return 0;
            case MessagePackType.Extension:
                _ = ReadExtensionFormat();
                return 0;
            case MessagePackType.Integer:
                _ = ReadInteger();
                return 0;
            case MessagePackType.Float:
                _ = ReadDouble();
                return 0;
            case MessagePackType.Nil or MessagePackType.Boolean:
                _reader.Advance(1);
                return 0;
            default:
                throw Unexpected("a value");
        }
    }
}
