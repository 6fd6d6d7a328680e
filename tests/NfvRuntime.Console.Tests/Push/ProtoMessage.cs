using System.Buffers.Binary;
using System.Text;

namespace NfvRuntime.WebConsole.Tests.Push;

/// <summary>A protobuf message taken apart by its wire format alone, so that the judge shares no code with the sender.</summary>
internal sealed class ProtoMessage
{
    private readonly List<(int Field, ulong Number, byte[] Bytes)> _fields = [];

    public ProtoMessage(ReadOnlySpan<byte> data)
    {
        for (int at = 0; at < data.Length;)
        {
            ulong key = Varint(data, ref at);
            int field = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    _fields.Add((field, Varint(data, ref at), []));
                    break;
                case 1:
                    _fields.Add((field, BinaryPrimitives.ReadUInt64LittleEndian(data[at..]), []));
                    at += 8;
                    break;
                case 2:
                    int length = (int)Varint(data, ref at);
                    _fields.Add((field, 0, data.Slice(at, length).ToArray()));
                    at += length;
                    break;
                case 5:
                    _fields.Add((field, BinaryPrimitives.ReadUInt32LittleEndian(data[at..]), []));
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"wire type {key & 7} at {at}");
            }
        }
    }

    public bool Has(int field) => _fields.Any(f => f.Field == field);

    public ulong Number(int field) => _fields.FirstOrDefault(f => f.Field == field).Number;

    public string Text(int field) => Encoding.UTF8.GetString(_fields.FirstOrDefault(f => f.Field == field).Bytes ?? []);

    /// <summary>A packed list of numbers of eight bytes each (fixed64, double).</summary>
    public ulong[] Packed(int field)
    {
        byte[] bytes = _fields.FirstOrDefault(f => f.Field == field).Bytes ?? [];
        return [.. Enumerable.Range(0, bytes.Length / 8).Select(i => BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(8 * i)))];
    }

    public IEnumerable<ProtoMessage> Messages(int field) => _fields.Where(f => f.Field == field).Select(f => new ProtoMessage(f.Bytes));

    private static ulong Varint(ReadOnlySpan<byte> data, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = data[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
