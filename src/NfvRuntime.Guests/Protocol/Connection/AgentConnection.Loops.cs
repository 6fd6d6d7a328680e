using System.Diagnostics;
using System.Runtime.InteropServices;
using NfvRuntime.Guests.Protocol.Envelope;
using NfvRuntime.Guests.Protocol.Framing;
using NfvRuntime.Guests.Transport;

namespace NfvRuntime.Guests.Protocol.Connection;

internal sealed partial class AgentConnection
{
    private async Task ReceiveAsync()
    {
        try
        {
            while (await _channel.ReceiveAsync(_ending.Token).ConfigureAwait(false) is { } frame)
            {
                Interlocked.Exchange(ref _lastHeard, _settings.Time.GetTimestamp());
                Take(frame);
            }

            End(ConnectionEnd.PeerClosed, "The peer closed the connection, or died.");
        }
        catch (ProtocolException error)
        {
            // Said to the peer as an error that answers nothing, as far as it still reads.
            byte[] farewell = MessageEnvelope.Frame(MessageKind.Error, 0, Error(error), trace: null, 0, _settings.Send);
            _outbox.TryAdd(new OutgoingFrame(farewell, []));
            End(ConnectionEnd.Violation, error.Message, error);
        }
        catch (ConnectionLostException error)
        {
            End(error.End, error.Message, error);
        }
        catch (EndOfStreamException error)
        {
            End(ConnectionEnd.PeerClosed, error.Message, error);
        }
        catch (Exception error)
        {
            End(ConnectionEnd.Failed, error.Message, error);
        }

        _work.Writer.Complete();
    }

    /// <summary>Sends until the connection ends, then what must not be dropped for a moment longer, and closes the transport.</summary>
    private async Task SendAsync()
    {
        using var patience = new CancellationTokenSource();
        using (_ending.Token.Register(() => patience.CancelAfter(Farewell)))
        {
            try
            {
                while (await _outbox.TakeAsync(patience.Token).ConfigureAwait(false) is { } frame)
                {
                    using (frame)
                    {
                        await _channel.SendAsync(frame.Bytes, frame.Descriptors, patience.Token).ConfigureAwait(false);
                    }
                }
            }
            catch (EndOfStreamException error)
            {
                End(ConnectionEnd.PeerClosed, error.Message, error);
            }
            catch (Exception error)
            {
                End(ConnectionEnd.Failed, error.Message, error);
            }
        }

        _outbox.Close();
        _outbox.Dispose();
        await _work.Reader.Completion.ConfigureAwait(false); // the receiver has ended, and no request is under way
        await _channel.DisposeAsync().ConfigureAwait(false);
    }

    private async Task WorkAsync()
    {
        await foreach (IncomingRequest request in _work.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            using (request.Context.Descriptors)
            {
                if (_ending.IsCancellationRequested)
                {
                    continue;
                }

                Interlocked.Decrement(ref _waiting);
                try
                {
                    Answer answer = await _handler.HandleAsync(request.Body, request.Context, _ending.Token).ConfigureAwait(false);
                    Respond(request.Id, answer, request.Context.Trace);
                }
                catch (Exception error)
                {
                    Respond(request.Id, Error(error), request.Context.Trace);
                }
            }
        }
    }

    private void Take(ReceivedFrame frame)
    {
        bool kept = false;
        try
        {
            if (frame.Opens)
            {
                throw new ProtocolException(ErrorCodes.OutOfOrder, "The peer says hello in the middle of a session.");
            }

            MessageEnvelope envelope = MessageEnvelope.Read(frame.Body);
            switch (envelope.Kind)
            {
                case MessageKind.Request:
                    kept = TakeRequest(envelope, frame.Descriptors);
                    break;
                case MessageKind.Response:
                    kept = TakeResponse(envelope, frame.Descriptors);
                    break;
                case MessageKind.Error:
                    TakeError(envelope);
                    break;
                default:
                    TakeEvent(envelope);
                    break;
            }
        }
        finally
        {
            if (!kept) frame.Descriptors.Dispose();
        }
    }

    private bool TakeRequest(in MessageEnvelope envelope, DescriptorSet descriptors)
    {
        Request request;
        try
        {
            request = MessageTypes.ReadRequest(envelope);
            if (request.DescriptorCount != descriptors.Count)
            {
                throw new ProtocolException(
                    ErrorCodes.Descriptors,
                    $"{request.Type} describes {request.DescriptorCount} descriptors, and {descriptors.Count} came with it.");
            }
        }
        catch (ProtocolException error)
        {
            Respond(envelope.Id, Error(error), envelope.Trace); // the frame itself is sound, so the connection stays
            return false;
        }

        if (request is HeartbeatRequest heartbeat)
        {
            Respond(envelope.Id, new HeartbeatResponse(heartbeat.Sent, (uint)Volatile.Read(ref _waiting)), envelope.Trace);
            return false;
        }

        if (Interlocked.Increment(ref _waiting) > _settings.ReceiveWindow)
        {
            throw new ProtocolException(ErrorCodes.Window, $"More than {_settings.ReceiveWindow} requests wait for an answer.");
        }

        return _work.Writer.TryWrite(new IncomingRequest(envelope.Id, request, new RequestContext(envelope.Trace, descriptors)));
    }

    private bool TakeResponse(in MessageEnvelope envelope, DescriptorSet descriptors)
    {
        (bool counts, TaskCompletionSource<Reply> waiting) = _pending.Take(envelope.Id, envelope.Type);
        if (counts) _window.Release();
        try
        {
            Response response = MessageTypes.ReadResponse(envelope);
            if (response.DescriptorCount != descriptors.Count)
            {
                throw new ProtocolException(
                    ErrorCodes.Descriptors,
                    $"The answer to {response.Type} has {response.DescriptorCount} descriptors, and {descriptors.Count} came with it.");
            }

            return waiting.TrySetResult(new Reply(response, descriptors));
        }
        catch (ProtocolException error)
        {
            waiting.TrySetException(error);
            _ = waiting.Task.Exception;
            throw;
        }
    }

    private void TakeError(in MessageEnvelope envelope)
    {
        ErrorResponse error = MessageTypes.ReadError(envelope);
        if (envelope.Id == 0)
        {
            throw new ConnectionLostException(ConnectionEnd.Rejected, $"The peer ends the connection: {error.Message} ({error.Code})");
        }

        (bool counts, TaskCompletionSource<Reply> waiting) = _pending.Take(envelope.Id, type: null);
        if (counts) _window.Release();
        waiting.TrySetException(new AgentErrorException(error));
        _ = waiting.Task.Exception;
    }

    private void TakeEvent(in MessageEnvelope envelope)
    {
        if (MessageTypes.ReadEvent(envelope) is { } message)
        {
            _handler.OnEvent(message, envelope.Trace);
        }
        else
        {
            Interlocked.Increment(ref _unknownEvents);
        }
    }

    private void Respond(ulong id, Answer answer, ActivityContext? trace)
    {
        try
        {
            if (answer.Descriptors.Count > 0 && !_channel.CarriesDescriptors)
            {
                throw new ProtocolException(ErrorCodes.Descriptors, $"{answer.Body.Type} has descriptors, and this transport carries none.");
            }

            byte[] frame = MessageEnvelope.Frame(MessageKind.Response, id, answer.Body, trace, answer.Descriptors.Count, _settings.Send);
            Enqueue(new OutgoingFrame(frame, answer.Descriptors));
        }
        finally
        {
            foreach (SafeHandle descriptor in answer.Descriptors)
            {
                descriptor.Dispose();
            }
        }
    }

    private void Respond(ulong id, ErrorResponse error, ActivityContext? trace)
    {
        byte[] frame;
        try
        {
            frame = MessageEnvelope.Frame(MessageKind.Error, id, error, trace, 0, _settings.Send);
        }
        catch (ProtocolException)
        {
            // What the handler said is too long, or no text.
            var less = new ErrorResponse(Printable(error.Code), Printable(error.Message));
            frame = MessageEnvelope.Frame(MessageKind.Error, id, less, trace, 0, _settings.Send);
        }

        Enqueue(new OutgoingFrame(frame, []));
    }

    private static ErrorResponse Error(Exception error) => error switch
    {
        AgentErrorException refused => refused.Error,
        ProtocolException wrong => new ErrorResponse(wrong.Code, Printable(wrong.Message), wrong.Field is { } field ? Printable(field) : null),
        _ => new ErrorResponse(ErrorCodes.Failed, Printable(error.Message)),
    };

    /// <summary>Messages may quote what came; what goes out must be text of bounded length.</summary>
    private static string Printable(string text)
    {
        string cut = text.Length > 1000 ? text[..1000] : text;
        return string.Create(cut.Length, cut, static (span, from) =>
        {
            for (int i = 0; i < span.Length; i++) span[i] = char.IsSurrogate(from[i]) ? '?' : from[i];
        });
    }
}
