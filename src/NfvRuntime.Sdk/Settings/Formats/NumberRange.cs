namespace NfvRuntime.Sdk.Settings;

/// <summary>Whole numbers from <paramref name="Low"/> to <paramref name="High"/>, both included.</summary>
public readonly record struct NumberRange(int Low, int High)
{
    /// <summary>Whether the number lies within.</summary>
    public bool Contains(int number) => number >= Low && number <= High;
}
