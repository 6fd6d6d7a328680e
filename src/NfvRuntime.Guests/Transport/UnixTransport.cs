using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NfvRuntime.Guests.Transport.Native;

namespace NfvRuntime.Guests.Transport;

/// <summary>A connected Unix stream socket, with descriptors as SCM_RIGHTS. A peer that dies never raises a signal here.</summary>
public sealed class UnixTransport : AgentTransport
{
    private readonly Socket _socket;
    private readonly Watch _watch;

    /// <summary>Takes over a connected socket, for example an inherited one: <c>new Socket(new SafeSocketHandle(3, true))</c>.</summary>
    /// <exception cref="IOException">It cannot be watched.</exception>
    public UnixTransport(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        _socket = socket;
        try
        {
            Peer = Credentials(socket);
            _watch = Readiness.Shared.Add(socket.SafeHandle);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Who connected.</summary>
    public PeerCredentials Peer { get; }

    /// <inheritdoc/>
    public override bool CarriesDescriptors => true;

    /// <summary>Connects to a listener.</summary>
    /// <param name="path">The socket's path, at most 107 bytes.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="IOException">Nobody listens there.</exception>
    public static async ValueTask<UnixTransport> ConnectAsync(string path, CancellationToken cancellation = default)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation).ConfigureAwait(false);
            return new UnixTransport(socket);
        }
        catch (SocketException error)
        {
            socket.Dispose();
            throw new IOException($"Nobody listens at {path}: {error.Message}", error);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Two transports joined to each other.</summary>
    public static unsafe (UnixTransport One, UnixTransport Other) CreatePair()
    {
        int* pair = stackalloc int[2];
        return Libc.SocketPair(Libc.Unix, Libc.StreamCloexec, 0, pair) == 0
            ? (new UnixTransport(Owned(pair[0])), new UnixTransport(Owned(pair[1])))
            : throw new IOException($"socketpair failed: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReceiveAsync(Memory<byte> buffer, ICollection<SafeFileHandle> arrived, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            int received;
            try
            {
                received = RightsMessage.TryReceive(_socket.SafeHandle, buffer.Span, arrived);
            }
            catch (EndOfStreamException)
            {
                return 0; // it died before it had read all that we sent
            }

            if (received >= 0)
            {
                return received;
            }

            await _watch.WaitAsync(_watch.Readable, cancellation).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, IReadOnlyList<SafeHandle> descriptors, CancellationToken cancellation)
    {
        while (!bytes.IsEmpty)
        {
            cancellation.ThrowIfCancellationRequested();
            int sent = RightsMessage.TrySend(_socket.SafeHandle, bytes.Span, descriptors);
            if (sent < 0)
            {
                await _watch.WaitAsync(_watch.Writable, cancellation).ConfigureAwait(false);
            }
            else
            {
                bytes = bytes[sent..];
                descriptors = [];
            }
        }
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _watch.Dispose();
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static Socket Owned(int descriptor) => new(new SafeSocketHandle(descriptor, ownsHandle: true));

    private static PeerCredentials Credentials(Socket socket)
    {
        Span<byte> raw = stackalloc byte[12];
        socket.GetRawSocketOption(Libc.SolSocket, Libc.PeerCredentials, raw);
        return new(MemoryMarshal.Read<int>(raw), MemoryMarshal.Read<uint>(raw[4..]), MemoryMarshal.Read<uint>(raw[8..]));
    }
}
