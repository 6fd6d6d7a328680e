namespace NfvRuntime.Runtime;

/// <summary>A guest of a chain, through all its lives. Disposed of when the chain ends: nothing of it is left behind then.</summary>
public interface IGuest : IAsyncDisposable
{
    /// <summary>Looks whether an earlier host, which died, has left it running. Called once, before anything else.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>
    /// The session with it, which also <see cref="StartAsync"/> will give; null if there is no such guest, or it cannot be asked: it is ended then.
    /// </returns>
    Task<IGuestSession?> FindAsync(CancellationToken cancellation);

    /// <summary>Starts it, unless it was found and still runs. Not called while a session is open.</summary>
    /// <param name="cancellation">Gives up; what was started is ended.</param>
    /// <returns>The session, once it can be asked.</returns>
    /// <exception cref="IOException">It cannot be started, or ended before it could be asked; the message says why.</exception>
    Task<IGuestSession> StartAsync(CancellationToken cancellation);
}
