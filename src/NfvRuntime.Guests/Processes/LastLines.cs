namespace NfvRuntime.Guests;

/// <summary>The last that a process said on its standard error. Thread-safe.</summary>
internal sealed class LastLines
{
    private const int Most = 20;
    private readonly Queue<string> _lines = [];

    /// <summary>Adds a line; null, for the end of it all, adds nothing.</summary>
    public void Add(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > Most)
            {
                _lines.Dequeue();
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        lock (_lines)
        {
            return string.Join('\n', _lines);
        }
    }
}
