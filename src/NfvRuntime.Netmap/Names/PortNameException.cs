namespace NfvRuntime.Netmap;

/// <summary>A text is no port name.</summary>
/// <param name="text">The whole text.</param>
/// <param name="position">Where it went wrong, counted from 0; the text's length for a premature end.</param>
/// <param name="expected">What could have stood there.</param>
public sealed class PortNameException(string text, int position, string expected)
    : FormatException($"port name '{text}', character {position + 1}: expected {expected}")
{
    /// <summary>Where it went wrong, counted from 0.</summary>
    public int Position { get; } = position;

    /// <summary>What could have stood there.</summary>
    public string Expected { get; } = expected;
}
