using NfvRuntime.Netmap;

namespace NfvRuntime.Runtime;

/// <summary>
/// Asks a segment's actor which buffers of a region the segment has outside of rings. After its answer, a bitmap, the whole island stands still
/// until the hold ends, so that the answer stays true.
/// </summary>
/// <param name="region">The region.</param>
/// <param name="most">After how long the island goes on by itself.</param>
internal sealed class HoldRequest(Region region, TimeSpan most)
{
    private readonly object _gate = new(); // of a kind that can be waited on
    private bool _ended;

    /// <summary>Lets the island go on. Any thread.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>On the island.</summary>
    public void Run(Segment segment, IActorRef asker, IActorRef self)
    {
        ulong[] bitmap = new ulong[(region.BufferCount + 63) / 64];
        segment.MarkHeld(region, bitmap);
        asker.Tell(bitmap, self);
        lock (_gate)
        {
            if (!_ended)
            {
                Monitor.Wait(_gate, most);
            }
        }
    }
}
