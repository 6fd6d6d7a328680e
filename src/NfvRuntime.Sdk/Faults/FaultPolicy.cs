using System.Globalization;

namespace NfvRuntime.Sdk;

/// <summary>What is done about a stage that fails: what a chain file says of it, or the defaults.</summary>
public sealed record FaultPolicy
{
    /// <summary>What becomes of its packets while it is out of service.</summary>
    public OnFault OnFault { get; init; }

    /// <summary>How often it may fail before its state is discarded, and again before it goes out of service.</summary>
    public RestartLimit Restarts { get; init; } = RestartLimit.Default;

    /// <summary>When it is tried again once it is out of service.</summary>
    public RetryBackoff Retry { get; init; } = RetryBackoff.Default;

    /// <summary>What happens if it cannot be made at the start.</summary>
    public OnStartFault OnStartFault { get; init; }

    /// <summary>A time in words, for messages.</summary>
    /// <param name="time">The time.</param>
    public static string Say(TimeSpan time) => time < TimeSpan.FromSeconds(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.###} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");
}
