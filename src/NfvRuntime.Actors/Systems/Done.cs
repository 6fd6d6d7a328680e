namespace NfvRuntime.Actors;

/// <summary>Says that something has been done, where there is nothing else to say.</summary>
public sealed class Done
{
    /// <summary>The only one.</summary>
    public static readonly Done Instance = new();

    private Done()
    {
    }
}
