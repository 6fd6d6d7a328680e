namespace NfvRuntime.Cli.Bench.Scenarios;

/// <summary>One thing to measure, in two ways: with actors, and by the reference loop over the same memory.</summary>
internal interface IBenchScenario : IDisposable
{
    string Name { get; }

    /// <summary>What it is compared to.</summary>
    string Reference => "bare loop";

    int? Stages { get; }

    int Burst { get; }

    int Cpus { get; }

    /// <summary>Below this the machine is too slow or too busy for a statement.</summary>
    double ReferenceFloorMpps { get; }

    BenchRun RunActors(TimeSpan warmUp, TimeSpan time);

    BenchRun RunReference(TimeSpan warmUp, TimeSpan time);

    /// <summary>Adds what only this scenario has to say.</summary>
    BenchResult Complete(BenchResult result) => result;
}
