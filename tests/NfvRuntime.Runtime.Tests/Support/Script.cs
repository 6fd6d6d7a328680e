using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime.Tests.Support;

/// <summary>What a <see cref="ScriptStage"/> does with packets.</summary>
internal sealed record Script
{
    /// <summary>Tells the stages of a chain apart in trails.</summary>
    public int Id { get; init; }

    /// <summary>Output gates.</summary>
    public int Gates { get; init; } = 1;

    /// <summary>The gate follows from the packet's number, not from its flow.</summary>
    public bool Sprays { get; init; }

    /// <summary>Every such packet is also copied to <see cref="CopyGate"/>; 0 for none.</summary>
    public int CopyEvery { get; init; }

    public int CopyGate { get; init; }

    public int DropEvery { get; init; }

    public int ConsumeEvery { get; init; }

    /// <summary>Every such packet is kept, and released within a millisecond; 0 for none.</summary>
    public int HoldEvery { get; init; }

    /// <summary>Throws in the middle of every such burst; 0 for never.</summary>
    public int FaultEvery { get; init; }

    /// <summary>Called in <c>OnStart</c>, with the number of the birth from 1 on.</summary>
    public Action<int>? OnBirth { get; init; }

    /// <summary>Called before each burst: its first number, how many packets, and whether it will fail.</summary>
    public Action<Burst, bool>? OnBurst { get; init; }

    public override string ToString() =>
        $"{Id}: {Gates} gates{(Sprays ? " by number" : "")}{Say("copy", CopyEvery)}{(CopyEvery > 0 ? $" to {CopyGate}" : "")}"
        + $"{Say("drop", DropEvery)}{Say("consume", ConsumeEvery)}{Say("hold", HoldEvery)}{Say("fault", FaultEvery)}";

    private static string Say(string what, int every) => every > 0 ? $", {what} every {every}" : "";
}
