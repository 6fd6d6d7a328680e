namespace NfvRuntime.Host.Tests;

/// <summary>Tests that count what the whole process holds, so that no other may run beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
