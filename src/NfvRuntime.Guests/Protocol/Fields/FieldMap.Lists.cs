namespace NfvRuntime.Guests.Protocol.Fields;

internal sealed partial class FieldMap
{
    private delegate T Reading<out T>(string name, ref MessagePackReader reader);

    /// <summary>Names in an array.</summary>
    public IReadOnlyList<string> Names(string name) => List(name, MessagePackType.String, "strings", Name);

    /// <summary>Texts in an array.</summary>
    public IReadOnlyList<string> Texts(string name) => List(name, MessagePackType.String, "strings", Text);

    /// <summary>Integers in an array.</summary>
    public IReadOnlyList<ulong> UInt64s(string name) =>
        List(name, MessagePackType.Integer, "integers", (string field, ref MessagePackReader reader) => Integer(field, ref reader));

    /// <summary>Records in an array.</summary>
    public IReadOnlyList<T> Records<T>(string name, Func<FieldMap, T> read) =>
        List(name, MessagePackType.Map, "maps", (string field, ref MessagePackReader reader) => read(Read($"{_owner}.{field}", Raw(ref reader))));

    /// <summary>A record, or null.</summary>
    public T? OptionalRecord<T>(string name, Func<FieldMap, T> read)
        where T : class => Has(name) ? Record(name, read) : null;

    /// <summary>A record.</summary>
    public T Record<T>(string name, Func<FieldMap, T> read)
    {
        MessagePackReader reader = Find(name, MessagePackType.Map, "a map");
        return read(Read($"{_owner}.{name}", Raw(ref reader)));
    }

    /// <summary>A map from names to texts.</summary>
    public IReadOnlyDictionary<string, string> TextsByName(string name) => Map(name, MessagePackType.String, "strings", Text);

    /// <summary>A map from names to integers.</summary>
    public IReadOnlyDictionary<string, ulong> UInt64sByName(string name) => Map(
        name, MessagePackType.Integer, "integers", (string field, ref MessagePackReader reader) => Integer(field, ref reader));

    // The input can hold the announced number of elements, but of the smallest ones only: lists grow with what is really there.
    private List<T> List<T>(string name, MessagePackType type, string expected, Reading<T> read)
    {
        MessagePackReader reader = Find(name, MessagePackType.Array, $"an array of {expected}");
        int count = Bounded(name, reader.ReadArrayHeader());
        var list = new List<T>();
        for (int i = 0; i < count; i++)
        {
            list.Add(reader.NextMessagePackType == type ? read(name, ref reader) : throw Bad(name, $"must be an array of {expected}"));
        }

        return list;
    }

    private Dictionary<string, T> Map<T>(string name, MessagePackType type, string expected, Reading<T> read)
    {
        MessagePackReader reader = Find(name, MessagePackType.Map, $"a map of {expected}");
        int count = Bounded(name, reader.ReadMapHeader());
        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            if (reader.NextMessagePackType != MessagePackType.String)
            {
                throw Bad(name, "must have strings as keys");
            }

            string key = Name(name, ref reader);
            if (reader.NextMessagePackType != type || !map.TryAdd(key, read(name, ref reader)))
            {
                throw Bad(name, $"must be a map of {expected} in which no key stands twice");
            }
        }

        return map;
    }

    private int Bounded(string name, int count) =>
        count <= FieldLimits.Items ? count : throw Bad(name, $"must have at most {FieldLimits.Items} entries");
}
