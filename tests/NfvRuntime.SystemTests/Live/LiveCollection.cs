namespace NfvRuntime.SystemTests.Live;

/// <summary>Tests of live traffic run one after the other: each keeps both CPUs of a small machine busy.</summary>
[CollectionDefinition("live")]
public sealed class LiveCollection;
