using System.Buffers.Binary;
using System.Text;

namespace NfvRuntime.Guests.Images;

/// <summary>What must be known of a 64-bit little-endian ELF file to put it into an image: who interprets it, which libraries it needs, and for a kernel
/// module, which modules. Read from bytes that may be anything.</summary>
/// <param name="bytes">The file.</param>
internal sealed class ElfFile(byte[] bytes)
{
    private const uint LoadSegment = 1;
    private const uint DynamicSegment = 2;
    private const uint InterpreterSegment = 3;
    private const long NeededTag = 1;
    private const long StringsTag = 5;
    private const int HeaderSize = 64;

    /// <summary>Whether it is such a file at all.</summary>
    public bool IsElf { get; } = bytes.Length >= HeaderSize && bytes.AsSpan().StartsWith("\x7f"u8 + "ELF\x02\x01"u8);

    /// <summary>The program that loads it; null for libraries and static programs.</summary>
    public string? Interpreter => Segments(InterpreterSegment).Select(segment => Text(segment.Offset)).FirstOrDefault();

    /// <summary>Names of the libraries that it needs.</summary>
    public IReadOnlyList<string> Needed
    {
        get
        {
            var names = new List<long>();
            long strings = 0;
            foreach ((long offset, long _, long size) in Segments(DynamicSegment))
            {
                for (long at = offset; at + 16 <= offset + size && Word(at) != 0; at += 16)
                {
                    if (Word(at) == NeededTag) names.Add(Word(at + 8));
                    if (Word(at) == StringsTag) strings = OffsetOf(Word(at + 8));
                }
            }

            return [.. names.Select(name => Text(strings + name))];
        }
    }

    /// <summary>Names of the modules that a kernel module depends on.</summary>
    public IReadOnlyList<string> ModuleDependencies
    {
        get
        {
            int at = bytes.AsSpan().IndexOf("\0depends="u8);
            return at < 0 ? [] : Text(at + 9).Split(',', StringSplitOptions.RemoveEmptyEntries);
        }
    }

    private long OffsetOf(long address) =>
        Segments(LoadSegment).Where(segment => address >= segment.Address && address < segment.Address + segment.Size)
            .Select(segment => address - segment.Address + segment.Offset).FirstOrDefault();

    private IEnumerable<(long Offset, long Address, long Size)> Segments(uint type)
    {
        if (!IsElf)
        {
            yield break;
        }

        long table = Word(32);
        int size = Half(54), count = Half(56);
        for (int i = 0; i < count; i++)
        {
            long at = table + ((long)i * size);
            if ((uint)Word(at) == type)
            {
                yield return (Word(at + 8), Word(at + 16), Word(at + 32));
            }
        }
    }

    private string Text(long offset)
    {
        ReadOnlySpan<byte> rest = offset >= 0 && offset < bytes.Length ? bytes.AsSpan((int)offset) : [];
        int end = rest.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
    }

    private long Word(long offset) =>
        offset >= 0 && offset + 8 <= bytes.Length ? BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan((int)offset)) : 0;

    private int Half(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(offset));
}
