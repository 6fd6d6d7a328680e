namespace NfvRuntime.Guests.Protocol.Connection;

/// <summary>Requests of this side that are not answered yet. Any thread.</summary>
internal sealed class PendingRequests(ulong firstId)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, (string Type, bool Counts, TaskCompletionSource<Reply> Waiting)> _pending = [];
    private ulong _nextId = firstId;
    private ConnectionLostException? _lost;

    /// <summary>Makes room for an answer.</summary>
    /// <param name="type">The request's type, which its answer has, too.</param>
    /// <param name="counts">Whether it takes a place in the window.</param>
    /// <exception cref="ConnectionLostException">The connection has ended.</exception>
    public (ulong Id, Task<Reply> Reply) Add(string type, bool counts)
    {
        lock (_gate)
        {
            if (_lost is not null)
            {
                throw new ConnectionLostException(_lost.End, _lost.Message, _lost.InnerException);
            }

            ulong id = _nextId++;
            var waiting = new TaskCompletionSource<Reply>(TaskCreationOptions.RunContinuationsAsynchronously);
            _pending.Add(id, (type, counts, waiting));
            return (id, waiting.Task);
        }
    }

    /// <summary>Gives a request up that was never sent.</summary>
    public void Forget(ulong id)
    {
        lock (_gate)
        {
            _pending.Remove(id);
        }
    }

    /// <summary>Takes the request that an answer is for.</summary>
    /// <exception cref="ProtocolException">There is none, or it was of another type.</exception>
    public (bool Counts, TaskCompletionSource<Reply> Waiting) Take(ulong id, string? type)
    {
        lock (_gate)
        {
            if (!_pending.Remove(id, out var request))
            {
                throw new ProtocolException(ErrorCodes.Malformed, $"An answer came for request {id}, which waits for none.");
            }

            if (type is not null && type != request.Type)
            {
                _pending.Add(id, request);
                throw new ProtocolException(ErrorCodes.Malformed, $"Request {id} is '{request.Type}', and its answer is '{type}'.");
            }

            return (request.Counts, request.Waiting);
        }
    }

    /// <summary>Ends all of them, and those to come.</summary>
    public void Fail(ConnectionLostException lost)
    {
        TaskCompletionSource<Reply>[] waiting;
        lock (_gate)
        {
            _lost = lost;
            waiting = [.. _pending.Values.Select(static request => request.Waiting)];
            _pending.Clear();
        }

        foreach (TaskCompletionSource<Reply> one in waiting)
        {
            // Each gets its own exception: a shared one would collect the stack traces of all who throw it.
            one.TrySetException(new ConnectionLostException(lost.End, lost.Message, lost.InnerException));
            _ = one.Task.Exception;
        }
    }
}
