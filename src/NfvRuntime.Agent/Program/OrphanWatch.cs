namespace NfvRuntime.Agent.Program;

/// <summary>Knows for how long there has been no host. Any thread.</summary>
internal sealed class OrphanWatch : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeSpan _patience;
    private readonly Timer _timer;
    private readonly TaskCompletionSource _orphaned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _hasHost;

    /// <param name="patience">How long is too long.</param>
    public OrphanWatch(TimeSpan patience)
    {
        _patience = patience;
        _timer = new Timer(_ => _orphaned.TrySetResult(), null, patience, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Completes when there has been no host for too long.</summary>
    public Task Orphaned => _orphaned.Task;

    /// <summary>A host is there.</summary>
    public void HostCame()
    {
        lock (_gate)
        {
            _hasHost = true;
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The host is gone, or could not be reached again.</summary>
    /// <returns>True if there was one until now.</returns>
    public bool HostWent()
    {
        lock (_gate)
        {
            bool hadHost = _hasHost;
            _hasHost = false;
            if (hadHost)
            {
                _timer.Change(_patience, Timeout.InfiniteTimeSpan);
            }

            return hadHost;
        }
    }

    public void Dispose() => _timer.Dispose();
}
