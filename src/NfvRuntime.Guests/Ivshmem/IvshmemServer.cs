using System.Runtime.InteropServices;
using NfvRuntime.Guests.Transport;

namespace NfvRuntime.Guests.Ivshmem;

/// <summary>
/// The server of an <c>ivshmem-doorbell</c> device (QEMU: docs/specs/ivshmem-spec): hands the region's memory to virtual machines, and to each of them the
/// events by which it wakes the others. One for each region; the host itself is a peer that does not connect. Any thread.
/// </summary>
/// <remarks>A peer that breaks the protocol, or does not read, loses its connection and nobody else notices.</remarks>
public sealed class IvshmemServer : IAsyncDisposable
{
    /// <summary>Most peers at a time, the host's own included.</summary>
    public const int MostPeers = 64;

    /// <summary>Most vectors of a peer.</summary>
    public const int MostVectors = 2048;

    private readonly UnixListener _listener;
    private readonly SafeHandle _memory;
    private readonly Lock _gate = new();
    private readonly Dictionary<int, IvshmemConnection> _connections = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private long _violations;

    /// <summary>Listens.</summary>
    /// <param name="path">The socket's path, at most 107 bytes.</param>
    /// <param name="memory">The region's memory, a power of two of bytes (<see cref="Netmap.Region.Create"/>); stays the caller's.</param>
    /// <param name="vectors">Vectors of each peer.</param>
    /// <param name="policy">Who may connect.</param>
    /// <exception cref="IOException">The path cannot be used.</exception>
    /// <exception cref="NfvRuntime.Host.NetmapException">The process may not have so many descriptors.</exception>
    public IvshmemServer(string path, SafeHandle memory, int vectors, PeerPolicy policy)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(vectors, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(vectors, MostVectors);
        Vectors = vectors;
        _memory = memory;
        Host = new IvshmemPeer(0, vectors);
        try
        {
            _listener = new UnixListener(path, policy);
        }
        catch
        {
            Host.Dispose();
            throw;
        }

        _accepting = AcceptAsync();
    }

    /// <summary>Vectors of each peer.</summary>
    public int Vectors { get; }

    /// <summary>The host's own end: machines ring its vectors.</summary>
    public IvshmemPeer Host { get; }

    /// <summary>The machines that are connected.</summary>
    public IReadOnlyList<IvshmemPeer> Peers
    {
        get
        {
            lock (_gate)
            {
                return [.. _connections.Values.Select(static connection => connection.Peer)];
            }
        }
    }

    /// <summary>Connections that were closed because the peer sent something, did not read, or was one too many.</summary>
    public long Violations => Interlocked.Read(ref _violations);

    /// <summary>A machine has come; raised on any thread.</summary>
    public event Action<IvshmemPeer>? Joined;

    /// <summary>A machine has gone, and its events with it once this returns; raised on any thread.</summary>
    public event Action<IvshmemPeer>? Left;

    /// <summary>Stops listening and closes all connections; the machines keep the memory.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        IvshmemConnection[] connections;
        lock (_gate)
        {
            connections = [.. _connections.Values];
        }

        await Task.WhenAll(connections.Select(static connection => connection.Serving)).ConfigureAwait(false);
        Host.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                UnixTransport transport = await _listener.AcceptAsync(_stop.Token).ConfigureAwait(false);
                if (!TryJoin(transport))
                {
                    Interlocked.Increment(ref _violations);
                    await transport.DisposeAsync().ConfigureAwait(false);
                }
            }
            catch (IOException) when (!_stop.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100)).ConfigureAwait(false); // out of descriptors, say: others may go
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or IOException)
            {
                return;
            }
        }
    }

    private bool TryJoin(UnixTransport transport)
    {
        IvshmemConnection connection;
        lock (_gate)
        {
            int id = Enumerable.Range(1, MostPeers - 1).FirstOrDefault(id => !_connections.ContainsKey(id));
            if (id == 0 || IvshmemPeer.TryMake(id, Vectors) is not { } peer)
            {
                return false;
            }

            connection = new IvshmemConnection(transport, peer);
            connection.Welcome(_memory);
            connection.Announce(Host);
            foreach (IvshmemConnection other in _connections.Values)
            {
                connection.Announce(other.Peer);
                other.Announce(peer);
            }

            connection.Announce(peer); // its own vectors come last
            _connections.Add(id, connection);
            connection.Start(Leave, _stop.Token);
        }

        Joined?.Invoke(connection.Peer);
        return true;
    }

    private void Leave(IvshmemConnection connection, bool isViolation)
    {
        if (isViolation)
        {
            Interlocked.Increment(ref _violations);
        }

        Left?.Invoke(connection.Peer);
        lock (_gate)
        {
            _connections.Remove(connection.Peer.Id);
            foreach (IvshmemConnection other in _connections.Values)
            {
                other.Withdraw(connection.Peer);
            }
        }

        connection.Peer.Dispose();
    }
}
