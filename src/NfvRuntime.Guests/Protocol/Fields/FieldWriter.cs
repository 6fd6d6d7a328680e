namespace NfvRuntime.Guests.Protocol.Fields;

/// <summary>Writes the fields of a map: a key, then its value; nil for what is not given.</summary>
internal static class FieldWriter
{
    public static void Field(this ref MessagePackWriter writer, string key, string? value)
    {
        writer.Write(key);
        writer.Write(value);
    }

    public static void Field(this ref MessagePackWriter writer, string key, ulong value)
    {
        writer.Write(key);
        writer.Write(value);
    }

    public static void Field(this ref MessagePackWriter writer, string key, ulong? value)
    {
        writer.Write(key);
        if (value is { } number)
        {
            writer.Write(number);
        }
        else
        {
            writer.WriteNil();
        }
    }

    public static void Field(this ref MessagePackWriter writer, string key, DateTime value)
    {
        writer.Write(key);
        writer.Write(value);
    }

    public static void Field(this ref MessagePackWriter writer, string key, ReadOnlyMemory<byte> value)
    {
        writer.Write(key);
        writer.Write(value.Span);
    }

    public static void Field<T>(this ref MessagePackWriter writer, string key, T value)
        where T : struct, Enum => writer.Field(key, WireNames<T>.Of(value));

    public static void Milliseconds(this ref MessagePackWriter writer, string key, TimeSpan value) =>
        writer.Field(key, checked((ulong)value.TotalMilliseconds));

    public static void Field(this ref MessagePackWriter writer, string key, IReadOnlyList<string> values)
    {
        writer.Write(key);
        writer.WriteArrayHeader(values.Count);
        foreach (string value in values)
        {
            writer.Write(value);
        }
    }

    public static void Field(this ref MessagePackWriter writer, string key, IReadOnlyList<ulong> values)
    {
        writer.Write(key);
        writer.WriteArrayHeader(values.Count);
        foreach (ulong value in values)
        {
            writer.Write(value);
        }
    }

    public static void Field(this ref MessagePackWriter writer, string key, IReadOnlyDictionary<string, string> values)
    {
        writer.Write(key);
        writer.WriteMapHeader(values.Count);
        foreach (var (name, value) in values.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            writer.Field(name, value);
        }
    }

    public static void Field(this ref MessagePackWriter writer, string key, IReadOnlyDictionary<string, ulong> values)
    {
        writer.Write(key);
        writer.WriteMapHeader(values.Count);
        foreach (var (name, value) in values.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            writer.Field(name, value);
        }
    }

    public static void Field(this ref MessagePackWriter writer, string key, IWireRecord? value)
    {
        writer.Write(key);
        if (value is null)
        {
            writer.WriteNil();
        }
        else
        {
            value.Write(ref writer);
        }
    }

    public static void Field<T>(this ref MessagePackWriter writer, string key, IReadOnlyList<T> values)
        where T : IWireRecord
    {
        writer.Write(key);
        writer.WriteArrayHeader(values.Count);
        foreach (T value in values)
        {
            value.Write(ref writer);
        }
    }
}
