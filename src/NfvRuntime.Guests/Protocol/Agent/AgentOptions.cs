namespace NfvRuntime.Guests.Protocol;

/// <summary>How one side of a connection behaves.</summary>
public sealed record AgentOptions
{
    /// <summary>The versions it offers.</summary>
    public ProtocolVersions Versions { get; init; } = ProtocolVersions.Current;

    /// <summary>What it accepts.</summary>
    public FrameLimits Limits { get; init; } = FrameLimits.Session;

    /// <summary>How many unanswered requests it accepts, 1 to 1024.</summary>
    public int Window { get; init; } = 64;

    /// <summary>How much may wait to be sent.</summary>
    public QueueLimits Queue { get; init; } = new();

    /// <summary>How long the hello may take.</summary>
    public TimeSpan HelloTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How often a host asks for a sign of life; either side takes the other for dead after three times as long without any frame.
    /// </summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
