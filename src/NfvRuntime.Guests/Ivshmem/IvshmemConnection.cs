using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using Microsoft.Win32.SafeHandles;
using NfvRuntime.Guests.Transport;

namespace NfvRuntime.Guests.Ivshmem;

/// <summary>One machine's connection to the server: words of eight bytes go out, each with a descriptor or none, and nothing may come in.</summary>
internal sealed class IvshmemConnection(UnixTransport transport, IvshmemPeer peer)
{
    private const long Version = 0;
    private const long Memory = -1;

    /// <summary>What a peer may leave unread beyond the socket's own room: all vectors of all peers twice.</summary>
    private const int MostWaiting = 2 * IvshmemServer.MostPeers * IvshmemServer.MostVectors;

    private readonly Channel<Word> _words = Channel.CreateBounded<Word>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly HashSet<int> _known = [];
    private bool _overflowed;

    public IvshmemPeer Peer => peer;

    /// <summary>Completes when the connection has ended; never fails.</summary>
    public Task Serving { get; private set; } = Task.CompletedTask;

    public void Welcome(SafeHandle memory)
    {
        Put(new Word(Version, null, false));
        Put(new Word(peer.Id, null, false));
        Put(new Word(Memory, memory, false));
    }

    /// <summary>Tells of a peer: its number with each of its events, in the order of the vectors.</summary>
    public void Announce(IvshmemPeer other)
    {
        foreach (var vector in other.Vectors)
        {
            Put(new Word(other.Id, vector.Handle, false));
        }
    }

    /// <summary>Tells that a peer has gone.</summary>
    public void Withdraw(IvshmemPeer other) => Put(new Word(other.Id, null, true));

    public void Start(Action<IvshmemConnection, bool> ended, CancellationToken stop) => Serving = ServeAsync(ended, stop);

    private void Put(Word word) => _overflowed |= !_words.Writer.TryWrite(word);

    private async Task ServeAsync(Action<IvshmemConnection, bool> ended, CancellationToken stop)
    {
        await Task.Yield(); // the server's lock is held by who started this
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task<bool> listening = ListenAsync(end.Token), sending = SendAsync(end.Token);
        bool isViolation = await (await Task.WhenAny(listening, sending).ConfigureAwait(false)).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);
        await transport.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(listening, sending).ConfigureAwait(false);
        ended(this, isViolation);
    }

    /// <returns>Whether the peer has sent something, which it may not.</returns>
    private async Task<bool> ListenAsync(CancellationToken stop)
    {
        byte[] buffer = new byte[8];
        var arrived = new List<SafeFileHandle>();
        try
        {
            return await transport.ReceiveAsync(buffer, arrived, stop).ConfigureAwait(false) > 0;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
        finally
        {
            arrived.ForEach(static handle => handle.Dispose());
        }
    }

    /// <returns>Whether the peer does not read.</returns>
    private async Task<bool> SendAsync(CancellationToken stop)
    {
        byte[] bytes = new byte[sizeof(long)];
        try
        {
            await foreach (Word word in _words.Reader.ReadAllAsync(stop).ConfigureAwait(false))
            {
                if (_overflowed)
                {
                    return true;
                }

                // A peer that has gone before it was told of is left out: a QEMU ends itself when one goes that it has never heard of.
                if (!word.IsFarewell || _known.Remove((int)word.Value))
                {
                    BinaryPrimitives.WriteInt64LittleEndian(bytes, word.Value);
                    await SendAsync(bytes, word, stop).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // the machine is gone, or the server ends
        }

        return false;
    }

    private async Task SendAsync(byte[] bytes, Word word, CancellationToken stop)
    {
        try
        {
            await transport.SendAsync(bytes, word.Descriptor is { } descriptor ? [descriptor] : [], stop).ConfigureAwait(false);
            if (word.Descriptor is not null && word.Value != Memory)
            {
                _known.Add((int)word.Value);
            }
        }
        catch (ObjectDisposedException) when (word.Descriptor?.IsClosed == true && !stop.IsCancellationRequested)
        {
            // the event's peer has gone meanwhile; nothing was sent
        }
    }

    private readonly record struct Word(long Value, SafeHandle? Descriptor, bool IsFarewell);
}
