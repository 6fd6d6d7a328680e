namespace NfvRuntime.Runtime;

/// <summary>A guest of a chain, through all its lives. Disposed of when the chain ends: nothing of it is left behind then.</summary>
public interface IGuest : IAsyncDisposable
{
    /// <summary>Starts it, or finds it still running where an earlier host has left it. Not called while a session is open.</summary>
    /// <param name="cancellation">Gives up; what was started is ended.</param>
    /// <returns>The session, once it can be asked.</returns>
    /// <exception cref="IOException">It cannot be started, or ended before it could be asked; the message says why.</exception>
    Task<IGuestSession> StartAsync(CancellationToken cancellation);
}
