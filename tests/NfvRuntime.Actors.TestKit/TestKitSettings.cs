using NfvRuntime.Actors.Configuration;

namespace NfvRuntime.Actors.TestKit;

/// <summary>How long tests wait; section <c>akka.test</c> of the configuration. Longer than usual, for machines that build meanwhile.</summary>
public class TestKitSettings(Config config) : IExtension
{
    /// <summary>How long an expectation waits outside of <c>Within</c>.</summary>
    public TimeSpan SingleExpectDefault { get; } = config.GetTimeSpan("akka.test.single-expect-default", TimeSpan.FromSeconds(10));

    /// <summary>How long an event filter waits for events after its block.</summary>
    public TimeSpan TestEventFilterLeeway { get; } = config.GetTimeSpan("akka.test.filter-leeway", TimeSpan.FromSeconds(10));

    /// <summary>How long everything else waits.</summary>
    public TimeSpan DefaultTimeout { get; } = config.GetTimeSpan("akka.test.default-timeout", TimeSpan.FromSeconds(20));

    /// <summary>By what times are stretched, for slow machines.</summary>
    public double TestTimeFactor { get; } = config.GetDouble("akka.test.timefactor", 1);
}
