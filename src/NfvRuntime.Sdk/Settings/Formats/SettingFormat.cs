namespace NfvRuntime.Sdk.Settings;

/// <summary>How a value of one type is written; the ready-made ones are in <see cref="Format"/>. Immutable and thread-safe.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public abstract class SettingFormat<T>
{
    /// <summary>What is expected, for messages: <c>a whole number from 1 to 256</c>.</summary>
    public abstract string Expected { get; }

    /// <summary>What stands in for a value that could not be read.</summary>
    public virtual T Placeholder => default!;

    /// <summary>Reads a piece; after a mistake it is reported and the result is false.</summary>
    public abstract bool TryRead(SettingsNode node, ReadContext context, out T value);
}
