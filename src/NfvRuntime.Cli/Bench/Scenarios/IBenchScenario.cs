namespace NfvRuntime.Cli.Bench.Scenarios;

/// <summary>One thing to measure, in two ways: with actors, and by the reference loop over the same memory.</summary>
internal interface IBenchScenario : IDisposable
{
    string Name { get; }

    int? Stages { get; }

    int Burst { get; }

    int Cpus { get; }

    /// <summary>Below this the machine is too slow or too busy for a statement.</summary>
    double ReferenceFloorMpps { get; }

    BenchRun RunActors(TimeSpan warmUp, TimeSpan time);

    BenchRun RunReference(TimeSpan warmUp, TimeSpan time);
}
