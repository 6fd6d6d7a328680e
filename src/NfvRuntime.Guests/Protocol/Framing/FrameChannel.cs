using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NfvRuntime.Guests.Transport;

namespace NfvRuntime.Guests.Protocol.Framing;

/// <summary>Frames over a transport. One receive and one send may be under way at a time.</summary>
internal sealed class FrameChannel(AgentTransport transport) : IAsyncDisposable
{
    private readonly FrameDecoder _decoder = new();
    private readonly Queue<SafeFileHandle> _queue = new();
    private readonly List<SafeFileHandle> _arrived = [];

    public bool CarriesDescriptors => transport.CarriesDescriptors;

    /// <summary>What is accepted from the peer.</summary>
    public FrameLimits Limits
    {
        get => _decoder.Limits;
        set => _decoder.Limits = value;
    }

    /// <summary>
    /// The next frame that opens a session. Where the transport outlives sessions, what comes before it is passed over.
    /// </summary>
    /// <inheritdoc cref="ReceiveAsync"/>
    public async ValueTask<ReceivedFrame?> ReceiveOpeningAsync(CancellationToken cancellation)
    {
        _decoder.Limits = FrameLimits.Hello;
        _decoder.SeeksOpening = transport.OutlivesSessions;
        ReceivedFrame? frame = await ReceiveAsync(cancellation).ConfigureAwait(false);
        _decoder.SeeksOpening = false;
        return frame;
    }

    /// <summary>The next frame, or null when the peer has closed its side between two frames.</summary>
    /// <exception cref="ProtocolException">What came is no frame, or has other descriptors than it says; descriptors are
    /// closed.</exception>
    /// <exception cref="IOException">The transport failed, or ended within a frame.</exception>
    public async ValueTask<ReceivedFrame?> ReceiveAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (_decoder.TryTake(out Frame frame))
            {
                return new ReceivedFrame(frame.Header.Opens, frame.Body, TakeDescriptors(frame.Header.Descriptors));
            }

            if (_queue.Count > (_decoder.IsEmpty ? 0 : Limits.MaxDescriptors))
            {
                throw new ProtocolException(ErrorCodes.Descriptors, "Descriptors came that no frame announces.");
            }

            int received;
            try
            {
                received = await transport.ReceiveAsync(_decoder.Room(), _arrived, cancellation).ConfigureAwait(false);
            }
            finally
            {
                _arrived.ForEach(_queue.Enqueue);
                _arrived.Clear();
            }

            if (received == 0)
            {
                return _decoder.IsEmpty ? null : throw new EndOfStreamException("The peer was gone in the middle of a frame.");
            }

            _decoder.Received(received);
        }
    }

    /// <summary>Sends a whole frame.</summary>
    /// <exception cref="IOException">The transport failed, or the peer is gone.</exception>
    public ValueTask SendAsync(ReadOnlyMemory<byte> frame, IReadOnlyList<SafeHandle> descriptors, CancellationToken cancellation) =>
        transport.SendAsync(frame, descriptors, cancellation);

    /// <summary>Closes the transport, and descriptors that belong to no frame yet. Nothing may be received meanwhile.</summary>
    public async ValueTask DisposeAsync()
    {
        await transport.DisposeAsync().ConfigureAwait(false);
        while (_queue.TryDequeue(out SafeFileHandle? handle))
        {
            handle.Dispose();
        }
    }

    private DescriptorSet TakeDescriptors(int count)
    {
        if (_queue.Count < count)
        {
            throw new ProtocolException(ErrorCodes.Descriptors, $"A frame announces {count} descriptors, and {_queue.Count} came with it.");
        }

        return count == 0 ? DescriptorSet.None : new DescriptorSet([.. Enumerable.Range(0, count).Select(_ => _queue.Dequeue())]);
    }
}
