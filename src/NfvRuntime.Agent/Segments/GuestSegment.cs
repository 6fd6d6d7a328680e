using NfvRuntime.Guests.Protocol;
using NfvRuntime.Runtime;

namespace NfvRuntime.Agent.Segments;

/// <summary>A segment that was deployed.</summary>
/// <param name="name">Its name.</param>
/// <param name="digest">What it was built from.</param>
/// <param name="runtime">Its rings and stages.</param>
internal sealed class GuestSegment(string name, string digest, SegmentRuntime runtime)
{
    private volatile string? _failure;
    private volatile bool _isDraining;

    public string Name => name;

    public string Digest => digest;

    public SegmentRuntime Runtime => runtime;

    /// <summary>State that is on its way out of stages, or into them.</summary>
    public StateTransfers Transfers { get; } = new(runtime);

    /// <summary>Why it has failed; null if it has not. Any thread.</summary>
    public string? Failure
    {
        get => _failure;
        set => _failure = value;
    }

    /// <summary>Any thread.</summary>
    public SegmentPhase Phase => _failure is not null ? SegmentPhase.Failed
        : _isDraining ? SegmentPhase.Draining
        : runtime.IsRunning ? SegmentPhase.Running
        : SegmentPhase.Deployed;

    /// <summary>Ends its traffic.</summary>
    /// <returns>Packets that have not left in time.</returns>
    public async Task<ulong> StopAsync(TimeSpan drain)
    {
        _isDraining = true;
        try
        {
            return await runtime.StopAsync(drain).ConfigureAwait(false);
        }
        finally
        {
            _isDraining = false;
        }
    }
}
