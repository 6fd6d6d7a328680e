namespace NfvRuntime.Guests.Protocol.Fields;

/// <summary>
/// A map with text keys, read field by field. Keys that nobody asks for are passed over, so that later versions may add some; a key that
/// stands twice is refused. Every error names the message and the field.
/// </summary>
internal sealed partial class FieldMap
{
    private readonly string _owner;
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly List<(string Key, int Start)> _fields;

    private FieldMap(string owner, ReadOnlyMemory<byte> bytes, List<(string Key, int Start)> fields)
    {
        _owner = owner;
        _bytes = bytes;
        _fields = fields;
    }

    /// <summary>Finds where each field is.</summary>
    /// <param name="owner">What the map is, for error messages.</param>
    /// <param name="bytes">The map; the memory must stay as it is while fields are read.</param>
    /// <exception cref="ProtocolException">It is no map, or a malformed one.</exception>
    public static FieldMap Read(string owner, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var reader = new MessagePackReader(bytes);
            if (reader.NextMessagePackType != MessagePackType.Map)
            {
                throw new ProtocolException(ErrorCodes.Malformed, $"{owner}: a map was expected.");
            }

            int count = reader.ReadMapHeader();
            if (count > FieldLimits.Keys)
            {
                throw new ProtocolException(ErrorCodes.TooLarge, $"{owner}: {count} fields, and at most {FieldLimits.Keys} are allowed.");
            }

            var fields = new List<(string Key, int Start)>(count);
            for (int i = 0; i < count; i++)
            {
                string key = Key(owner, ref reader);
                if (fields.Exists(field => field.Key == key))
                {
                    throw new ProtocolException(ErrorCodes.Malformed, $"{owner}: the field '{key}' stands twice.", key);
                }

                fields.Add((key, (int)reader.Consumed));
                reader.Skip();
            }

            return new FieldMap(owner, bytes, fields);
        }
        catch (Exception error) when (IsBad(error))
        {
            throw new ProtocolException(ErrorCodes.Malformed, $"{owner}: {error.Message}", inner: error);
        }
    }

    /// <summary>What the codec throws for bytes that are wrong.</summary>
    public static bool IsBad(Exception error) => error is MessagePackSerializationException or EndOfStreamException or OverflowException;

    private static string Key(string owner, ref MessagePackReader reader)
    {
        if (reader.NextMessagePackType != MessagePackType.String)
        {
            throw new ProtocolException(ErrorCodes.Malformed, $"{owner}: a key is no string.");
        }

        MessagePackReader ahead = reader.CreatePeekReader();
        return ahead.ReadStringSequence()!.Value.Length <= FieldLimits.KeyBytes
            ? reader.ReadString()!
            : throw new ProtocolException(ErrorCodes.Malformed, $"{owner}: a key has more than {FieldLimits.KeyBytes} bytes.");
    }

    /// <summary>A reader at the field's value; false if the field is not there or nil.</summary>
    private bool TryFind(string name, out MessagePackReader reader)
    {
        foreach ((string key, int start) in _fields)
        {
            if (key == name)
            {
                reader = new MessagePackReader(_bytes[start..]);
                return !reader.IsNil;
            }
        }

        reader = default;
        return false;
    }

    private MessagePackReader Find(string name, MessagePackType type, string expected)
    {
        if (!TryFind(name, out MessagePackReader reader))
        {
            throw Bad(name, "is missing");
        }

        return reader.NextMessagePackType == type ? reader : throw Bad(name, $"must be {expected}");
    }

    private ProtocolException Bad(string name, string what, Exception? inner = null) =>
        new(ErrorCodes.BadField, $"{_owner}: the field '{name}' {what}.", name, inner);

    /// <summary>The next value's bytes, which lie in one piece because the input does.</summary>
    private static ReadOnlyMemory<byte> Raw(ref MessagePackReader reader) => reader.ReadRaw().First;
}
