using System.Text;

namespace NfvRuntime.Actors.Configuration;

/// <summary>Reads the part of HOCON that configurations of actor systems are written in.</summary>
internal sealed class HoconReader
{
    private readonly string _text;
    private int _at;

    public HoconReader(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _text = text;
    }

    private char Here => _at < _text.Length ? _text[_at] : '\0';

    private int Line => 1 + _text.AsSpan(0, Math.Min(_at, _text.Length)).Count('\n');

    public HoconObject ReadAll()
    {
        SkipSpace(lines: true);
        bool braced = Take('{');
        HoconObject all = ReadFields(braced ? '}' : '\0');
        SkipSpace(lines: true);
        return _at >= _text.Length ? all : throw Wrong($"'{Here}' is not expected behind the end of the configuration");
    }

    private HoconObject ReadFields(char end)
    {
        var fields = new HoconObject();
        while (true)
        {
            SkipSpace(lines: true, commas: true);
            if (_at >= _text.Length)
            {
                return end == '\0' ? fields : throw Wrong($"'{end}' is missing");
            }

            if (end != '\0' && Take(end))
            {
                return fields;
            }

            List<string> path = ReadPath();
            SkipSpace(lines: false);
            if (Here == '{')
            {
                fields.Set(path, ReadValue());
            }
            else if (Take('=') || Take(':'))
            {
                SkipSpace(lines: false);
                fields.Set(path, ReadValue());
            }
            else
            {
                throw Wrong($"'=', ':' or '{{' must follow the key {string.Join('.', path)}");
            }
        }
    }

    private List<string> ReadPath()
    {
        List<string> path = [];
        do
        {
            SkipSpace(lines: false);
            string key = Here == '"' ? ReadQuoted() : ReadPlain(".=:{}[],#\"\n").TrimEnd();
            path.Add(key.Length > 0 ? key : throw Wrong("a key is missing"));
            SkipSpace(lines: false);
        }
        while (Take('.'));
        return path;
    }

    private object ReadValue()
    {
        if (Take('{'))
        {
            return ReadFields('}');
        }

        if (Take('['))
        {
            List<object> items = [];
            while (true)
            {
                SkipSpace(lines: true, commas: true);
                if (Take(']'))
                {
                    return items;
                }

                items.Add(_at < _text.Length ? ReadValue() : throw Wrong("']' is missing"));
            }
        }

        var value = new StringBuilder();
        while (_at < _text.Length && "\n,}]#".IndexOf(Here) < 0 && !AtComment())
        {
            value.Append(Here == '"' ? ReadQuoted() : ReadPlain("\"\n,}]#"));
        }

        string read = value.ToString().Trim();
        return read.Contains("${", StringComparison.Ordinal) ? throw Wrong("substitutions are not supported") : read;
    }

    private string ReadPlain(string ends)
    {
        int start = _at;
        while (_at < _text.Length && ends.IndexOf(Here) < 0 && !AtComment())
        {
            _at++;
        }

        return _text[start.._at];
    }

    private string ReadQuoted()
    {
        string quote = string.CompareOrdinal(_text, _at, "\"\"\"", 0, 3) == 0 ? "\"\"\"" : "\"";
        int start = _at + quote.Length;
        var value = new StringBuilder();
        for (_at = start; _at < _text.Length; _at++)
        {
            if (string.CompareOrdinal(_text, _at, quote, 0, quote.Length) == 0)
            {
                _at += quote.Length;
                return value.ToString();
            }

            if (Here == '\\' && quote.Length == 1 && _at + 1 < _text.Length)
            {
                _at++;
                value.Append(Here switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var other => other });
            }
            else
            {
                value.Append(Here);
            }
        }

        throw Wrong("a closing quote is missing");
    }

    private bool AtComment() => Here == '#' || (Here == '/' && _at + 1 < _text.Length && _text[_at + 1] == '/');

    private void SkipSpace(bool lines, bool commas = false)
    {
        while (_at < _text.Length)
        {
            if (AtComment())
            {
                int end = _text.IndexOf('\n', _at);
                _at = end < 0 ? _text.Length : end;
            }
            else if ((char.IsWhiteSpace(Here) && (lines || Here != '\n')) || (commas && Here == ','))
            {
                _at++;
            }
            else
            {
                return;
            }
        }
    }

    private bool Take(char expected)
    {
        bool found = Here == expected && _at < _text.Length;
        _at += found ? 1 : 0;
        return found;
    }

    private ConfigurationException Wrong(string what) => new($"Line {Line} of the configuration: {what}.");
}
