using System.Text;

namespace NfvRuntime.Counters.Layout;

/// <summary>
/// The names of a block as bytes: block labels, then for every cell its metric and its own labels; strings are length-prefixed UTF-8.
/// Names travel with the table so that a reader of another version, or without a custom stage's assembly, can still name every cell.
/// </summary>
internal static class BlockText
{
    public static byte[] Write(ReadOnlySpan<KeyValuePair<string, string>> labels, ReadOnlySpan<CounterSpec> cells)
    {
        var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(labels.Length);
        foreach (var label in labels)
        {
            writer.Write(label.Key);
            writer.Write(label.Value);
        }

        foreach (var cell in cells)
        {
            WriteMetric(writer, cell.Metric);
            writer.Write(cell.ExtraLabels.Count);
            foreach (var (key, value) in cell.ExtraLabels)
            {
                writer.Write(key);
                writer.Write(value);
            }
        }

        writer.Flush();
        return stream.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are no block text.</exception>
    public static CellName[] Read(byte[] text, int cells)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(text), Encoding.UTF8);
            var shared = ReadLabels(reader);
            var names = new CellName[cells];
            for (int i = 0; i < cells; i++)
            {
                var metric = ReadMetric(reader);
                names[i] = new CellName(metric, [.. shared, .. ReadLabels(reader)]);
            }

            return names;
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or ArgumentException or IOException)
        {
            throw new InvalidDataException("the names of a counter block cannot be read: the table is damaged", e);
        }
    }

    private static void WriteMetric(BinaryWriter writer, Metric metric)
    {
        writer.Write(metric.Name);
        writer.Write((byte)metric.Kind);
        writer.Write(metric.Unit);
        writer.Write(metric.Description);
        writer.Write(metric.Scale);
        writer.Write(metric.Labels.Count);
        foreach (string label in metric.Labels) writer.Write(label);
    }

    private static Metric ReadMetric(BinaryReader reader)
    {
        string name = reader.ReadString();
        var kind = (MetricKind)reader.ReadByte();
        string unit = reader.ReadString(), description = reader.ReadString();
        double scale = reader.ReadDouble();
        var labels = new string[Count(reader)];
        for (int i = 0; i < labels.Length; i++) labels[i] = reader.ReadString();
        return new Metric(name, kind, unit, description, labels) { Scale = scale };
    }

    private static KeyValuePair<string, string>[] ReadLabels(BinaryReader reader)
    {
        var labels = new KeyValuePair<string, string>[Count(reader)];
        for (int i = 0; i < labels.Length; i++) labels[i] = new(reader.ReadString(), reader.ReadString());
        return labels;
    }

    private static int Count(BinaryReader reader)
    {
        int count = reader.ReadInt32();
        return (uint)count <= 256 ? count : throw new FormatException("impossible count");
    }
}
