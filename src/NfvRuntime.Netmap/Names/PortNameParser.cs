using System.Globalization;
using System.Text;
using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Netmap;

/// <summary>Reads one port name from left to right.</summary>
internal ref struct PortNameParser(string text)
{
    private const int MaxNameBytes = 63;
    private const uint MaxRing = 4094;

    private int _at;

    private readonly bool AtEnd => _at == text.Length;

    public PortName Parse()
    {
        string name = ReadName();
        (RegisterMode mode, ushort ring) = ReadMode();
        PortName result = new() { Name = name, Mode = mode, RingId = ring };
        while (!AtEnd)
        {
            if (text[_at] == '/')
            {
                result = result with { Flags = result.Flags | ReadFlags() };
            }
            else if (text[_at] != '@')
            {
                throw Expected(_at, "'/' and flags, '@' and memory or options, or the end");
            }
            else if (_at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1]))
            {
                result = result with { MemId = ReadMemory(result.MemId) };
            }
            else
            {
                return new PortOptionParser(text, _at).Parse(result);
            }
        }

        return result;
    }

    private string ReadName()
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            throw Expected(text.Length, "a subsystem and a colon in front: netmap: or valeX:");
        }

        bool isVale = text.StartsWith("vale", StringComparison.Ordinal) && Identifier.IsValid(text.AsSpan(4, colon - 4));
        if (!isVale && !text.AsSpan(0, colon).SequenceEqual("netmap"))
        {
            throw Expected(0, "the subsystem netmap or vale, the latter with letters, digits and underscores behind it");
        }

        int port = colon + 1;
        int length = text.AsSpan(port).IndexOfAny("-*^/@");
        _at = length < 0 ? text.Length : port + length;
        if (_at == port)
        {
            throw Expected(port, "the name of a port");
        }

        CheckPipe(port);
        string name = text[(isVale ? 0 : port).._at];
        return Encoding.UTF8.GetByteCount(name) <= MaxNameBytes ? name : throw Expected(_at, $"a name of at most {MaxNameBytes} bytes");
    }

    private readonly void CheckPipe(int port)
    {
        ReadOnlySpan<char> name = text.AsSpan(port, _at - port);
        int bracket = name.IndexOfAny('{', '}');
        if (bracket < 0)
        {
            return;
        }

        if (bracket == 0)
        {
            throw Expected(port, "the name of the pipe's parent in front of the bracket");
        }

        ReadOnlySpan<char> id = name[(bracket + 1)..];
        if (id.IsEmpty || !Identifier.IsValid(id))
        {
            throw Expected(port + bracket + 1, "the pipe's identifier: letters, digits and underscores");
        }
    }

    private (RegisterMode Mode, ushort Ring) ReadMode()
    {
        switch (AtEnd ? '\0' : text[_at])
        {
            case '*':
                _at++;
                return (RegisterMode.NicSw, 0);
            case '-':
                _at++;
                return (RegisterMode.OneNic, (ushort)ReadNumber(0, MaxRing, "a ring number"));
            case '^':
                _at++;
                return !AtEnd && char.IsAsciiDigit(text[_at])
                    ? (RegisterMode.OneSw, (ushort)ReadNumber(0, MaxRing, "a host ring number"))
                    : (RegisterMode.Sw, (ushort)0);
            default:
                return (RegisterMode.AllNic, 0);
        }
    }

    private RegisterFlags ReadFlags()
    {
        _at++;
        RegisterFlags flags = RegisterFlags.None;
        do
        {
            flags |= (AtEnd ? null : PortName.FlagOf(text[_at])) ?? throw Expected(_at, "one of the flags x z t r R T");
            _at++;
        }
        while (!AtEnd && text[_at] != '@');
        return flags;
    }

    private ushort ReadMemory(ushort before)
    {
        int position = ++_at;
        ushort memory = (ushort)ReadNumber(1, ushort.MaxValue, "a memory number");
        return before == 0 || before == memory ? memory : throw Expected(position, $"the same memory as before, {before}");
    }

    private uint ReadNumber(uint least, uint most, string what)
    {
        int start = _at;
        while (!AtEnd && char.IsAsciiDigit(text[_at]))
        {
            _at++;
        }

        return uint.TryParse(text.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out uint number)
            && number >= least && number <= most
            ? number
            : throw Expected(start, $"{what} from {least} to {most}");
    }

    private readonly PortNameException Expected(int position, string what) => new(text, position, what);
}
