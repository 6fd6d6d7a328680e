namespace NfvRuntime.Tests;

/// <summary>The seed of random tests: NFV_SEED, or a new one each time; every failure names it.</summary>
internal static class Seeds
{
    /// <summary>The seed of this run.</summary>
    public static int Base { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("NFV_SEED"), out int given) ? given : Random.Shared.Next();
}
