using NfvRuntime.Sdk.Settings;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace NfvRuntime.Chains.Yaml;

/// <summary>
/// Finds where in the file a character of a scalar's value stands. Folding changes white space only, so the other characters are met in
/// order; behind an escape sequence the answer may be late by some columns.
/// </summary>
internal sealed class ScalarLocator(string source, string file, Scalar scalar)
{
    public SourcePosition Locate(int index)
    {
        var cursor = new Cursor(source, scalar);
        string value = scalar.Value;
        for (int i = 0; i < Math.Min(index, value.Length); i++)
        {
            if (!char.IsWhiteSpace(value[i])) cursor.Pass(value[i]);
        }

        if (index < value.Length && !char.IsWhiteSpace(value[index])) cursor.Reach(value[index]);
        return new SourcePosition(file, cursor.Line, cursor.Column);
    }

    private struct Cursor
    {
        private readonly string _source;
        private readonly int _end;
        private int _at;

        public Cursor(string source, Scalar scalar)
        {
            _source = source;
            _at = (int)Math.Min(scalar.Start.Index, source.Length);
            _end = (int)Math.Min(scalar.End.Index, source.Length);
            (Line, Column) = ((int)scalar.Start.Line, (int)scalar.Start.Column);
            if (scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted) Step();
            if (scalar.Style is not (ScalarStyle.Literal or ScalarStyle.Folded)) return;
            Reach('\n'); // the header of a block may hold characters that the value begins with
            Step();
        }

        public int Line { get; private set; }

        public int Column { get; private set; }

        public void Reach(char c)
        {
            int found = _at < _end ? _source.IndexOf(c, _at, _end - _at) : -1;
            while (_at < found) Step();
        }

        public void Pass(char c)
        {
            Reach(c);
            Step();
        }

        private void Step()
        {
            if (_at >= _end) return;
            bool ends = _source[_at++] == '\n';
            Line += ends ? 1 : 0;
            Column = ends ? 1 : Column + 1;
        }
    }
}
