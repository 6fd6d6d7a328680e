namespace NfvRuntime.Actors.Islands;

/// <summary>How an island works.</summary>
public sealed record IslandOptions
{
    /// <summary>Its name, to be given to <c>Props.WithDispatcher</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it does when nothing moves.</summary>
    public WaitPolicy Policy { get; init; } = WaitPolicy.Adaptive();

    /// <summary>The CPU its thread is kept on; null to let the system place it.</summary>
    public int? Cpu { get; init; }

    /// <summary>How deep deliveries may nest on the stack, at most 128; beyond that, messages wait in mailboxes. 0 queues every message.</summary>
    public int InlineDepth { get; init; } = 32;

    /// <summary>Messages after which a turn goes on to the polled actors, nested ones counted.</summary>
    public int BudgetPerTurn { get; init; } = 512;

    /// <summary>
    /// Whether messages to its actors carry the sender's <see cref="System.Diagnostics.Activity"/> while somebody listens to the source
    /// <see cref="IslandExtensions.ActivitySourceName"/>. For control work: the data path has nothing to carry.
    /// </summary>
    public bool CarriesActivities { get; init; }

    /// <summary>Refuses what no island can work with.</summary>
    internal void Validate()
    {
        const int maxDepth = 128;
        ArgumentException.ThrowIfNullOrEmpty(Id);
        ArgumentNullException.ThrowIfNull(Policy);
        ArgumentOutOfRangeException.ThrowIfNegative(InlineDepth);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(InlineDepth, maxDepth); // The stack of a thread is about 1.5 MB.
        ArgumentOutOfRangeException.ThrowIfLessThan(BudgetPerTurn, 1);
    }
}
