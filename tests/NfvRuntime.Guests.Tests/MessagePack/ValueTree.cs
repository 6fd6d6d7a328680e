using System.Buffers;
using System.Text;

namespace NfvRuntime.Guests.Tests.MessagePack;

/// <summary>
/// Values of every type: made at random, written, read, and told in a text that the Python side tells the same way. A value is null, bool,
/// long, ulong, float, double, string, byte[], <see cref="Ext"/>, DateTime, object?[] (array) or (object?, object?)[] (map).
/// </summary>
internal static class ValueTree
{
    public sealed record Ext(sbyte Type, byte[] Data);

    public static object? Random(Random random, int depth = 0)
    {
        switch (random.Next(depth < 4 ? 13 : 11))
        {
            case 0: return null;
            case 1: return random.Next(2) == 0;
            case 2 or 3: return random.NextInt64() >> random.Next(64);
            case 4: return -1 - (random.NextInt64() >> random.Next(64));
            case 5: return (ulong)random.NextInt64() | (1UL << 63);
            case 6: return BitConverter.UInt64BitsToDouble((ulong)random.NextInt64()) is var number && double.IsNaN(number) ? 0.5 : number;
            case 7: return random.NextSingle() * MathF.Pow(2, random.Next(-100, 100));
            case 8: return Text(random, Length(random));
            case 9: return Bytes(random, Length(random));
            case 10:
                return random.Next(2) == 0
                    ? new Ext((sbyte)random.Next(128), Bytes(random, random.Next(2) == 0 ? 1 << random.Next(5) : Length(random)))
                    : new DateTime(random.NextInt64(DateTime.MaxValue.Ticks), DateTimeKind.Utc);
            case 11: return Items(random.Next(20) == 0 ? 300 : random.Next(20), () => Random(random, depth + 1));
            default:
                int key = 0;
                return Items(random.Next(20), () => ((object?)$"k{key++}", Random(random, depth + 1)));
        }
    }

    public static void Write(ref MessagePackWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNil(); break;
            case bool flag: writer.Write(flag); break;
            case long number: writer.Write(number); break;
            case ulong number: writer.Write(number); break;
            case float number: writer.Write(number); break;
            case double number: writer.Write(number); break;
            case string text: writer.Write(text); break;
            case byte[] bytes: writer.Write(bytes); break;
            case Ext ext: writer.WriteExtensionFormat(new ExtensionResult(ext.Type, ext.Data)); break;
            case DateTime time: writer.Write(time); break;
            case object?[] array:
                writer.WriteArrayHeader(array.Length);
                foreach (object? item in array) Write(ref writer, item);
                break;
            case (object? Key, object? Value)[] map:
                writer.WriteMapHeader(map.Length);
                foreach (var (key, item) in map)
                {
                    Write(ref writer, key);
                    Write(ref writer, item);
                }

                break;
            default: throw new ArgumentException($"{value.GetType()} is no value.");
        }
    }

    public static object? Read(ref MessagePackReader reader)
    {
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Nil: return reader.TryReadNil() ? null : "";
            case MessagePackType.Boolean: return reader.ReadBoolean();
            case MessagePackType.Integer:
                return reader.NextCode is MessagePackCode.UInt64 && reader.CreatePeekReader().ReadUInt64() > long.MaxValue
                    ? reader.ReadUInt64()
                    : reader.ReadInt64();
            case MessagePackType.Float: return reader.NextCode == MessagePackCode.Float32 ? reader.ReadSingle() : reader.ReadDouble();
            case MessagePackType.String: return reader.ReadString();
            case MessagePackType.Binary: return reader.ReadBytes()!.Value.ToArray();
            case MessagePackType.Extension:
                ExtensionHeader header = reader.ReadExtensionFormatHeader();
                return header.TypeCode == ReservedMessagePackExtensionTypeCode.DateTime
                    ? reader.ReadDateTime(header)
                    : new Ext(header.TypeCode, reader.ReadRaw(header.Length).ToArray());
            case MessagePackType.Array:
                MessagePackSecurity.UntrustedData.DepthStep(ref reader);
                object?[] array = new object?[reader.ReadArrayHeader()];
                for (int i = 0; i < array.Length; i++) array[i] = Read(ref reader);
                reader.Depth--;
                return array;
            case MessagePackType.Map:
                MessagePackSecurity.UntrustedData.DepthStep(ref reader);
                var map = new (object?, object?)[reader.ReadMapHeader()];
                for (int i = 0; i < map.Length; i++) map[i] = (Read(ref reader), Read(ref reader));
                reader.Depth--;
                return map;
            default:
                reader.Skip();
                return null;
        }
    }

    public static string Tell(object? value) => value switch
    {
        null => "nil",
        bool flag => flag ? "true" : "false",
        long number => $"i{number}",
        ulong number => $"i{number}",
        float number => Tell((double)number),
        double number => $"f{BitConverter.DoubleToUInt64Bits(number):x16}",
        string text => $"s{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text))}",
        byte[] bytes => $"b{Convert.ToHexStringLower(bytes)}",
        Ext ext => $"x{ext.Type}:{Convert.ToHexStringLower(ext.Data)}",
        DateTime time => $"t{Math.Floor((time.Ticks - DateTime.UnixEpoch.Ticks) / 1e7m)}.{time.Ticks % 10_000_000 * 100}",
        object?[] array => $"[{string.Join(",", array.Select(Tell))}]",
        (object? Key, object? Value)[] map => $"{{{string.Join(",", map.Select(pair => $"{Tell(pair.Key)}={Tell(pair.Value)}"))}}}",
        _ => throw new ArgumentException($"{value.GetType()} is no value."),
    };

    private static int Length(Random random) => random.Next(20) switch { 0 => 70_000, < 3 => random.Next(300), _ => random.Next(40) };

    private static byte[] Bytes(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Text(Random random, int length)
    {
        string[] letters = ["a", "Z", "é", "€", "漢", "😀", "\0", "\""];
        return string.Concat(Enumerable.Range(0, length).Select(_ => letters[random.Next(letters.Length)]));
    }

    private static T[] Items<T>(int count, Func<T> next) => [.. Enumerable.Range(0, count).Select(_ => next())];
}
