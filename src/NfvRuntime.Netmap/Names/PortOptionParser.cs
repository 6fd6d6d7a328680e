using System.Globalization;

namespace NfvRuntime.Netmap;

/// <summary>Reads the options at the end of a port name: each <c>@name=value</c> or <c>@name:key=value,key=value</c>.</summary>
internal ref struct PortOptionParser(string text, int start)
{
    private readonly Dictionary<string, (string Value, int Position)> _keys = [];
    private int _at = start;

    public PortName Parse(PortName name)
    {
        while (_at < text.Length)
        {
            int position = _at + 1;
            string option = ReadUpTo(position, ":=@");
            name = option switch
            {
                "share" => name with { Share = Once(name.Share, position) ?? ReadShare() },
                "conf" => name with { Conf = Once(name.Conf, position) ?? ReadConf() },
                "extmem" => name with { Extmem = Once(name.Extmem, position) ?? ReadExtmem() },
                "offset" => name with { Offset = Once(name.Offset, position) ?? ReadOffset() },
                _ => throw Expected(position, "one of the options share, conf, extmem, offset"),
            };
        }

        return name;
    }

    private ShareOption ReadShare()
    {
        ReadKeys("port", ["port"]);
        return new ShareOption(Text("port"));
    }

    private ConfOption ReadConf()
    {
        ReadKeys(null, ConfOption.Keys);
        return new ConfOption
        {
            Rings = Rings("rings"),
            HostRings = Rings("host-rings"),
            Slots = Number("slots"),
            TxRings = Rings("tx-rings"),
            RxRings = Rings("rx-rings"),
            HostTxRings = Rings("host-tx-rings"),
            HostRxRings = Rings("host-rx-rings"),
            TxSlots = Number("tx-slots"),
            RxSlots = Number("rx-slots"),
        };
    }

    private ExtmemOption ReadExtmem()
    {
        ReadKeys("file", ExtmemOption.Keys);
        return new ExtmemOption(Text("file"))
        {
            IfNum = Number("if-num"),
            IfSize = Number("if-size"),
            RingNum = Number("ring-num"),
            RingSize = Number("ring-size"),
            BufNum = Number("buf-num"),
            BufSize = Number("buf-size"),
        };
    }

    private OffsetOption ReadOffset()
    {
        int position = _at + 1;
        ReadKeys("initial", ["initial", "bits"]);
        if (_keys.TryGetValue("initial", out (string Value, int Position) initial) && initial.Value.Split(',') is [string first, string second])
        {
            _keys["initial"] = (first, initial.Position);
            _keys["bits"] = (second, initial.Position + first.Length + 1);
        }

        return new OffsetOption(Number("initial") ?? throw Expected(position, "the initial offset"), Number("bits", 64));
    }

    /// <summary>Fills <see cref="_keys"/> with what stands behind an option's name, up to the next option.</summary>
    private void ReadKeys(string? defaultKey, string[] known)
    {
        _keys.Clear();
        char separator = _at < text.Length ? text[_at] : '@';
        if (separator == '=' && defaultKey is not null)
        {
            int position = _at + 1;
            _keys[defaultKey] = (ReadUpTo(position, "@"), position);
            return;
        }

        if (separator != ':')
        {
            throw Expected(_at, defaultKey is null ? "':' and key=value pairs" : "'=' and a value, or ':' and key=value pairs");
        }

        do
        {
            int position = _at + 1;
            string key = ReadUpTo(position, "=,@").Replace('_', '-');
            if (Array.IndexOf(known, key) < 0)
            {
                throw Expected(position, $"one of the keys {string.Join(", ", known)}");
            }

            if (_at == text.Length || text[_at] != '=')
            {
                throw Expected(_at, $"'=' and the value of {key}");
            }

            int value = _at + 1;
            if (!_keys.TryAdd(key, (ReadUpTo(value, ",@"), value)))
            {
                throw Expected(position, $"{key} only once");
            }
        }
        while (_at < text.Length && text[_at] == ',');
    }

    private readonly string Text(string key)
    {
        if (!_keys.TryGetValue(key, out (string Value, int Position) found))
        {
            throw Expected(_at, $"the key {key} among the pairs");
        }

        return found.Value.Length > 0 ? found.Value : throw Expected(found.Position, $"the value of {key}");
    }

    private readonly uint? Rings(string key) => Number(key, ushort.MaxValue);

    private readonly uint? Number(string key, uint most = uint.MaxValue)
    {
        if (!_keys.TryGetValue(key, out (string Value, int Position) found))
        {
            return null;
        }

        return uint.TryParse(found.Value, NumberStyles.None, CultureInfo.InvariantCulture, out uint number) && number <= most
            ? number
            : throw Expected(found.Position, $"{key}, a number from 0 to {most}");
    }

    private readonly T? Once<T>(T? before, int position)
        where T : class => before is null ? null : throw Expected(position, "each option only once");

    private string ReadUpTo(int from, string terminators)
    {
        int length = text.AsSpan(from).IndexOfAny(terminators);
        _at = length < 0 ? text.Length : from + length;
        return text[from.._at];
    }

    private readonly PortNameException Expected(int position, string what) => new(text, position, what);
}
