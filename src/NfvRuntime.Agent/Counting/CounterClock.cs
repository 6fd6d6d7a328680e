namespace NfvRuntime.Agent.Counting;

/// <summary>Sends counters every so often, as the host subscribed to them. Any thread.</summary>
/// <param name="send">Sends them once.</param>
internal sealed class CounterClock(Action send) : IDisposable
{
    private readonly Lock _gate = new();
    private Timer? _timer;

    /// <param name="every">How often; zero for never.</param>
    public void Set(TimeSpan every)
    {
        lock (_gate)
        {
            _timer?.Dispose();
            _timer = every == TimeSpan.Zero ? null : new Timer(_ => send(), null, every, every);
        }
    }

    public void Dispose() => Set(TimeSpan.Zero);
}
