namespace NfvRuntime.Guests.Transport.Native;

/// <summary>Remembers one signal for one waiter.</summary>
internal sealed class AsyncEvent : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0, 1);
    private readonly Lock _gate = new();

    public void Set()
    {
        lock (_gate)
        {
            if (_signal.CurrentCount == 0)
            {
                _signal.Release();
            }
        }
    }

    public Task WaitAsync(CancellationToken cancellation) => _signal.WaitAsync(cancellation);

    public void Dispose() => _signal.Dispose();
}
