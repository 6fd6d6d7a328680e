using NfvRuntime.Guests.Transport.Native;

namespace NfvRuntime.Guests.Protocol.Connection;

/// <summary>
/// What waits to be sent. Requests, answers and grave events go first, in order, and are never dropped; there are few, or the connection
/// ends. Droppable events wait behind them, and the oldest make room for the newest; how many did is told before the next one goes.
/// </summary>
internal sealed class Outbox(int mostReliable, int mostEvents, int mostEventBytes, Func<IReadOnlyDictionary<string, ulong>, byte[]> tellDropped)
    : IDisposable
{
    private readonly Lock _gate = new();
    private readonly AsyncEvent _changed = new();
    private readonly Queue<OutgoingFrame> _reliable = new();
    private readonly Queue<(string Type, byte[] Frame)> _events = new();
    private Dictionary<string, ulong> _dropped = [];
    private int _eventBytes;
    private bool _closed;

    /// <summary>Adds what must not be dropped.</summary>
    /// <returns>False if too much waits already, or nothing is sent any more; the frame is given up then.</returns>
    public bool TryAdd(OutgoingFrame frame)
    {
        lock (_gate)
        {
            if (_closed || _reliable.Count >= mostReliable)
            {
                frame.Dispose();
                return false;
            }

            _reliable.Enqueue(frame);
        }

        _changed.Set();
        return true;
    }

    /// <summary>Adds an event that may be dropped.</summary>
    /// <returns>False if this or another one was.</returns>
    public bool AddDroppable(string type, byte[] frame)
    {
        bool whole = true;
        lock (_gate)
        {
            if (_closed)
            {
                return false;
            }

            _events.Enqueue((type, frame));
            _eventBytes += frame.Length;
            while (_events.Count > mostEvents || _eventBytes > mostEventBytes)
            {
                (string oldest, byte[] bytes) = _events.Dequeue();
                _eventBytes -= bytes.Length;
                _dropped[oldest] = _dropped.GetValueOrDefault(oldest) + 1;
                whole = false;
            }
        }

        _changed.Set();
        return whole;
    }

    /// <summary>The next frame to send; null when the outbox is closed and empty.</summary>
    public async ValueTask<OutgoingFrame?> TakeAsync(CancellationToken cancellation)
    {
        while (true)
        {
            lock (_gate)
            {
                if (_reliable.TryDequeue(out OutgoingFrame? frame))
                {
                    return frame;
                }

                if (_closed)
                {
                    return null;
                }

                if (_dropped.Count > 0)
                {
                    byte[] told = tellDropped(_dropped);
                    _dropped = [];
                    return new OutgoingFrame(told, []);
                }

                if (_events.TryDequeue(out var item))
                {
                    _eventBytes -= item.Frame.Length;
                    return new OutgoingFrame(item.Frame, []);
                }
            }

            await _changed.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Takes no more; events that wait are given up, all else may still go.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _events.Clear();
        }

        _changed.Set();
    }

    /// <summary>Gives up all that waits, after <see cref="Close"/>.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            while (_reliable.TryDequeue(out OutgoingFrame? frame))
            {
                frame.Dispose();
            }
        }
    }
}
