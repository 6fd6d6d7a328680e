using System.Net.Sockets;
using System.Runtime.InteropServices;
using NfvRuntime.Guests.Transport.Native;

namespace NfvRuntime.Guests.Transport;

/// <summary>
/// Where agents connect: a socket file that only its owner can open. A file that a dead host left behind is replaced; it goes away with the
/// listener.
/// </summary>
public sealed class UnixListener : IDisposable
{
    private readonly Socket _socket;
    private readonly PeerPolicy _policy;
    private long _refused;

    /// <summary>Listens.</summary>
    /// <param name="path">The socket's path, at most 107 bytes.</param>
    /// <param name="policy">Who may connect.</param>
    /// <exception cref="IOException">The path cannot be used, or somebody listens there already.</exception>
    public UnixListener(string path, PeerPolicy policy)
    {
        SocketPath = path;
        _policy = policy;
        RemoveLeftOver(path);
        _socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            _socket.Bind(new UnixDomainSocketEndPoint(path));
            if (Libc.ChangeMode(path, Libc.OwnerOnly) != 0) // nobody can connect before it listens
            {
                throw new IOException($"Cannot restrict {path}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");
            }

            _socket.Listen(64);
        }
        catch (IOException)
        {
            _socket.Dispose();
            throw;
        }
        catch (SocketException error)
        {
            _socket.Dispose();
            throw new IOException($"Cannot listen at {path}: {error.Message}", error);
        }
    }

    /// <summary>The socket's path.</summary>
    public string SocketPath { get; }

    /// <summary>How many were turned away by the policy.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Waits for the next peer that the policy lets in; others are turned away.</summary>
    /// <exception cref="IOException">The socket failed.</exception>
    public async ValueTask<UnixTransport> AcceptAsync(CancellationToken cancellation = default)
    {
        while (true)
        {
            UnixTransport transport;
            try
            {
                transport = new UnixTransport(await _socket.AcceptAsync(cancellation).ConfigureAwait(false));
            }
            catch (SocketException error)
            {
                throw new IOException($"Nobody can connect to {SocketPath} any more: {error.Message}", error);
            }

            if (_policy.Admits(transport.Peer))
            {
                return transport;
            }

            Interlocked.Increment(ref _refused);
            await transport.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Stops listening; transports that were accepted stay.</summary>
    public void Dispose() => _socket.Dispose(); // .NET deletes the file that it bound

    private static void RemoveLeftOver(string path)
    {
        if (!Path.Exists(path))
        {
            return;
        }

        if (!Libc.IsSocket(path))
        {
            throw new IOException($"{path} is there already and is no socket. Choose another path.");
        }

        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionRefused)
        {
            File.Delete(path);
            return;
        }

        throw new IOException($"Somebody listens at {path} already. Is another host running? If not, delete the file.");
    }
}
