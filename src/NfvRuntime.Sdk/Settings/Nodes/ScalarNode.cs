namespace NfvRuntime.Sdk.Settings;

/// <summary>A single text.</summary>
public sealed class ScalarNode : SettingsNode
{
    private const int MaximumShown = 80;

    private readonly Func<int, SourcePosition>? _locate;

    /// <summary>Makes a scalar.</summary>
    /// <param name="position">Where it begins, including an opening quote.</param>
    /// <param name="text">Its value without quotes and escapes.</param>
    /// <param name="isQuoted">Whether the user marked it as text.</param>
    /// <param name="locate">Where the character at an index of <paramref name="text"/> stands; null when nobody knows.</param>
    public ScalarNode(SourcePosition position, string text, bool isQuoted = false, Func<int, SourcePosition>? locate = null)
        : base(position)
    {
        Text = text;
        IsQuoted = isQuoted;
        _locate = locate;
    }

    /// <summary>The value without quotes and escapes.</summary>
    public string Text { get; }

    /// <summary>Whether the user marked it as text.</summary>
    public bool IsQuoted { get; }

    /// <summary>Whether nothing at all was written: <c>key:</c>.</summary>
    public bool IsEmpty => Text.Length == 0 && !IsQuoted;

    /// <summary>Where the character at <paramref name="index"/> stands, or the scalar's beginning when that is not known.</summary>
    public SourcePosition PositionAt(int index) => _locate?.Invoke(index) ?? Position;

    /// <inheritdoc/>
    public override string Describe() =>
        IsEmpty ? "nothing" : Text.Length <= MaximumShown ? $"'{Text}'" : $"'{Text.AsSpan(0, MaximumShown)}...'";
}
