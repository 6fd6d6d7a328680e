using System.Buffers;

namespace NfvRuntime.Guests.Protocol.Fields;

internal sealed partial class FieldMap
{
    public bool Has(string name) => TryFind(name, out _);

    /// <summary>Text of any length that fits the frame.</summary>
    public string Text(string name)
    {
        MessagePackReader reader = Find(name, MessagePackType.String, "a string");
        return Text(name, ref reader);
    }

    public string? OptionalText(string name) => Has(name) ? Text(name) : null;

    /// <summary>Text of 1 to 255 bytes.</summary>
    public string Name(string name)
    {
        MessagePackReader reader = Find(name, MessagePackType.String, "a string");
        return Name(name, ref reader);
    }

    public string? OptionalName(string name) => Has(name) ? Name(name) : null;

    public ulong UInt64(string name, ulong least = 0, ulong greatest = ulong.MaxValue)
    {
        MessagePackReader reader = Find(name, MessagePackType.Integer, "an integer");
        return Integer(name, ref reader, least, greatest);
    }

    public ulong? OptionalUInt64(string name) => Has(name) ? UInt64(name) : null;

    public uint UInt32(string name, uint least = 0, uint greatest = uint.MaxValue) => (uint)UInt64(name, least, greatest);

    public uint? OptionalUInt32(string name) => Has(name) ? UInt32(name) : null;

    public int Int32(string name, int least, int greatest) => (int)UInt64(name, (ulong)least, (ulong)greatest);

    /// <summary>A time span in whole milliseconds.</summary>
    public TimeSpan Milliseconds(string name) => TimeSpan.FromMilliseconds(UInt32(name));

    public DateTime Time(string name)
    {
        MessagePackReader reader = Find(name, MessagePackType.Extension, "a time stamp");
        try
        {
            return reader.ReadDateTime();
        }
        catch (Exception error) when (error is MessagePackSerializationException or ArgumentOutOfRangeException) // the latter: MessagePack-CSharp
        {
            throw Bad(name, $"must be a time stamp: {error.Message}", error);
        }
    }

    /// <summary>A copy of the bytes.</summary>
    public ReadOnlyMemory<byte> Bytes(string name, int least = 0, int greatest = int.MaxValue)
    {
        MessagePackReader reader = Find(name, MessagePackType.Binary, "bytes");
        ReadOnlySequence<byte> bytes = reader.ReadBytes()!.Value;
        return bytes.Length >= least && bytes.Length <= greatest
            ? bytes.ToArray()
            : throw Bad(name, least == greatest ? $"must have {least} bytes" : $"must have {least} to {greatest} bytes");
    }

    public T Choice<T>(string name)
        where T : struct, Enum =>
        WireNames<T>.TryParse(Text(name), out T value) ? value : throw Bad(name, $"must be one of {WireNames<T>.All}");

    private string Text(string name, ref MessagePackReader reader)
    {
        try
        {
            return reader.ReadString()!;
        }
        catch (MessagePackSerializationException error)
        {
            throw Bad(name, "must be UTF-8", error);
        }
    }

    private string Name(string name, ref MessagePackReader reader)
    {
        MessagePackReader ahead = reader.CreatePeekReader();
        return ahead.ReadStringSequence()!.Value.Length is > 0 and <= FieldLimits.NameBytes
            ? Text(name, ref reader)
            : throw Bad(name, $"must have 1 to {FieldLimits.NameBytes} bytes");
    }

    private ulong Integer(string name, ref MessagePackReader reader, ulong least = 0, ulong greatest = ulong.MaxValue)
    {
        try
        {
            ulong value = reader.ReadUInt64();
            return value >= least && value <= greatest ? value : throw Bad(name, Range(least, greatest));
        }
        catch (OverflowException error)
        {
            throw Bad(name, Range(least, greatest), error);
        }
    }

    private static string Range(ulong least, ulong greatest) =>
        greatest == ulong.MaxValue ? $"must be at least {least}" : $"must be from {least} to {greatest}";
}
