using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using NfvRuntime.Guests.Protocol.Envelope;
using NfvRuntime.Guests.Protocol.Framing;

namespace NfvRuntime.Guests.Protocol.Connection;

/// <summary>
/// A session after the hello, seen from either side: one task receives, one sends, one carries requests out in the order in which they
/// came. Ends once, for the first reason that comes up.
/// </summary>
internal sealed partial class AgentConnection : IAsyncDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly FrameChannel _channel;
    private readonly ConnectionSettings _settings;
    private readonly IConnectionHandler _handler;
    private readonly PendingRequests _pending;
    private readonly SemaphoreSlim _window;
    private readonly Outbox _outbox;
    private readonly Channel<IncomingRequest> _work;
    private readonly CancellationTokenSource _ending = new();
    private readonly TaskCompletionSource<ConnectionLostException> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _tasks;
    private readonly ITimer _silence;
    private long _lastHeard;
    private long _unknownEvents;
    private int _waiting;

    private AgentConnection(FrameChannel channel, ConnectionSettings settings, IConnectionHandler handler)
    {
        _channel = channel;
        _channel.Limits = settings.Receive;
        _settings = settings;
        _handler = handler;
        _pending = new PendingRequests(settings.FirstId);
        _window = new SemaphoreSlim(settings.SendWindow);
        int mostReliable = settings.SendWindow + settings.ReceiveWindow + settings.Queue.GraveEvents;
        _outbox = new Outbox(mostReliable, settings.Queue.Events, settings.Queue.EventBytes, TellDropped);
        _work = Channel.CreateUnbounded<IncomingRequest>(new() { SingleReader = true, SingleWriter = true });
        _lastHeard = settings.Time.GetTimestamp();
        using (ExecutionContext.SuppressFlow()) // the trace of who made the connection is not that of what goes over it
        {
            _silence = settings.Time.CreateTimer(_ => ListenForSilence(), null, settings.Silence / 3, settings.Silence / 3);
            _tasks = Task.WhenAll(Task.Run(ReceiveAsync), Task.Run(SendAsync), Task.Run(WorkAsync));
        }
    }

    /// <summary>Takes over a channel on which the hello was exchanged.</summary>
    public static AgentConnection Start(FrameChannel channel, ConnectionSettings settings, IConnectionHandler handler) =>
        new(channel, settings, handler);

    /// <summary>How the connection ended; never fails.</summary>
    public Task<ConnectionLostException> Completion => _ended.Task;

    /// <summary>Events of types that this version does not know, which were passed over.</summary>
    public long UnknownEvents => Interlocked.Read(ref _unknownEvents);

    /// <summary>Asks, and waits for the answer. Waits before, where the window is full.</summary>
    /// <param name="request">What to ask.</param>
    /// <param name="descriptors">What goes beside it; the caller's, and may be closed when this returns.</param>
    /// <param name="cancellation">Gives up waiting; the request may be carried out all the same.</param>
    /// <exception cref="AgentErrorException">The peer answered with an error.</exception>
    /// <exception cref="ConnectionLostException">The connection ended.</exception>
    /// <exception cref="ProtocolException">The request cannot be sent, for example because it is too large; the connection
    /// stays.</exception>
    public async Task<Reply> RequestAsync(Request request, IReadOnlyList<SafeHandle> descriptors, CancellationToken cancellation)
    {
        if (descriptors.Count > 0 && !_channel.CarriesDescriptors)
        {
            throw new ProtocolException(ErrorCodes.Descriptors, $"{request.Type} has descriptors, and this transport carries none.");
        }

        bool counts = request is not HeartbeatRequest;
        if (counts)
        {
            await WaitForWindowAsync(cancellation).ConfigureAwait(false);
        }

        (ulong id, Task<Reply> reply) = _pending.Add(request.Type, counts);
        try
        {
            byte[] frame = MessageEnvelope.Frame(MessageKind.Request, id, request, CurrentTrace(), descriptors.Count, _settings.Send);
            Enqueue(new OutgoingFrame(frame, descriptors));
        }
        catch
        {
            _pending.Forget(id);
            if (counts) _window.Release();
            throw;
        }

        try
        {
            return await reply.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ = reply.ContinueWith(static late => late.Result.Descriptors.Dispose(), TaskContinuationOptions.OnlyOnRanToCompletion);
            throw;
        }
    }

    /// <summary>Tells. Never waits.</summary>
    /// <returns>False if this event, or an older one in its favour, was left out; or the connection has ended.</returns>
    /// <exception cref="ProtocolException">It cannot be sent, for example because it is too large.</exception>
    public bool Post(Event message)
    {
        byte[] frame = MessageEnvelope.Frame(MessageKind.Event, 0, message, CurrentTrace(), 0, _settings.Send);
        return message.Droppable ? _outbox.AddDroppable(message.Type, frame) : Enqueue(new OutgoingFrame(frame, []));
    }

    /// <summary>
    /// Ends the connection from this side; answers and requests that wait may still go for a moment. Waits for the request that is being
    /// carried out, which is cancelled: not to be called by it.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        End(ConnectionEnd.Closed, "The connection was closed.");
        await _tasks.ConfigureAwait(false);
    }

    private async Task WaitForWindowAsync(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _ending.Token);
        try
        {
            await _window.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            ConnectionLostException lost = await _ended.Task.ConfigureAwait(false);
            throw new ConnectionLostException(lost.End, lost.Message, lost.InnerException);
        }
    }

    private bool Enqueue(OutgoingFrame frame)
    {
        bool added = _outbox.TryAdd(frame);
        if (!added)
        {
            End(ConnectionEnd.Backlog, "The peer does not read: too much that must not be dropped waits for it.");
        }

        return added;
    }

    private byte[] TellDropped(IReadOnlyDictionary<string, ulong> counts) =>
        MessageEnvelope.Frame(MessageKind.Event, 0, new DroppedEvent(counts), trace: null, 0, _settings.Send);

    private static ActivityContext? CurrentTrace() =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Context : null;

    private void ListenForSilence()
    {
        if (_settings.Time.GetElapsedTime(Interlocked.Read(ref _lastHeard)) > _settings.Silence)
        {
            End(ConnectionEnd.Silent, $"Nothing was heard from the peer for {_settings.Silence.TotalSeconds:0.###} s.");
        }
    }

    private void End(ConnectionEnd end, string message, Exception? inner = null)
    {
        if (_ended.TrySetResult(new ConnectionLostException(end, message, inner)))
        {
            _silence.Dispose();
            _pending.Fail(_ended.Task.Result);
            _outbox.Close();
            _ending.Cancel();
        }
    }
}
