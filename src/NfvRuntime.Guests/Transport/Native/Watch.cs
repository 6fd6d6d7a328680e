using System.Runtime.InteropServices;

namespace NfvRuntime.Guests.Transport.Native;

/// <summary>Whether one socket may have become readable or writable; made by <see cref="Readiness"/>.</summary>
internal sealed class Watch(Readiness owner, SafeHandle socket, ulong key) : IDisposable
{
    private volatile bool _closed;

    public AsyncEvent Readable { get; } = new();

    public AsyncEvent Writable { get; } = new();

    public ulong Key => key;

    public SafeHandle Socket => socket;

    /// <exception cref="ObjectDisposedException">The transport was closed meanwhile.</exception>
    public async Task WaitAsync(AsyncEvent which, CancellationToken cancellation)
    {
        await which.WaitAsync(cancellation).ConfigureAwait(false);
        ObjectDisposedException.ThrowIf(_closed, typeof(AgentTransport));
    }

    /// <summary>Ends the watch and wakes who waits.</summary>
    public void Dispose()
    {
        if (!_closed)
        {
            _closed = true;
            owner.Remove(this);
            Readable.Set();
            Writable.Set();
        }
    }
}
