using System.Diagnostics;
using NfvRuntime.Packets;

namespace Acme.DnsGuard;

/// <summary>
/// Questions whose answers have not come yet, in memory that is all there from the start. When it is full, the oldest is forgotten: whoever
/// floods it with questions loses answers, and takes no memory.
/// </summary>
internal sealed class PendingQuestions
{
    private readonly Dictionary<(FlowKey Flow, ushort Id), (int Place, long AskedAt)> _byKey;
    private readonly (FlowKey Flow, ushort Id)[] _inOrder;
    private readonly long _timeout;
    private int _next;

    public PendingQuestions(int capacity, TimeSpan timeout)
    {
        _byKey = new Dictionary<(FlowKey, ushort), (int, long)>(capacity);
        _inOrder = new (FlowKey, ushort)[capacity];
        _timeout = (long)(timeout.TotalSeconds * Stopwatch.Frequency);
    }

    public int Count => _byKey.Count;

    /// <summary>Remembers a question.</summary>
    /// <param name="flow">Its flow, from the client to the server.</param>
    /// <param name="id">Its id.</param>
    /// <param name="now">In ticks of <see cref="Stopwatch"/>.</param>
    public void Add(FlowKey flow, ushort id, long now)
    {
        ref (FlowKey, ushort) oldest = ref _inOrder[_next];
        if (_byKey.TryGetValue(oldest, out (int Place, long) known) && known.Place == _next)
        {
            _byKey.Remove(oldest);
        }

        oldest = (flow, id);
        _byKey[oldest] = (_next, now);
        _next = (_next + 1) % _inOrder.Length;
    }

    /// <summary>Takes the question that an answer belongs to: it answers once.</summary>
    /// <param name="flow">The question's flow.</param>
    /// <param name="id">The answer's id.</param>
    /// <param name="now">In ticks of <see cref="Stopwatch"/>.</param>
    /// <returns>False if nobody asked, or too long ago.</returns>
    public bool Take(FlowKey flow, ushort id, long now) =>
        _byKey.Remove((flow, id), out (int, long AskedAt) question) && now - question.AskedAt <= _timeout;
}
