namespace NfvRuntime.SystemTests.Machines;

/// <summary>Machines one after the other: each takes a CPU while it boots.</summary>
[CollectionDefinition(nameof(MachineCollection), DisableParallelization = true)]
public sealed class MachineCollection : ICollectionFixture<MachineImage>;
