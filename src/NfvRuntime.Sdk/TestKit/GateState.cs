namespace NfvRuntime.Sdk.TestKit;

/// <summary>What has left the stage by one output gate. Used on the island.</summary>
internal sealed class GateState(string name, Edge edge, BurstPool reserve)
{
    private readonly List<byte[]> _frames = [];
    private readonly Queue<Burst> _delayed = new();
    private bool _held;

    public string Name { get; } = name;

    public Edge Edge { get; } = edge;

    public BurstPool Reserve { get; } = reserve;

    /// <summary>Packets that have arrived, those in bursts not taken yet included.</summary>
    public ulong Arrived { get; private set; }

    /// <summary>Whether frames are copied out, or only counted.</summary>
    public bool Recording { get; set; } = true;

    /// <summary>A gate that is held keeps bursts instead of sending them home, as a slow next hop does.</summary>
    public bool IsHeld
    {
        get => _held;
        set
        {
            _held = value;
            while (!_held && _delayed.TryDequeue(out Burst? burst))
            {
                Take(burst);
            }
        }
    }

    public void Arrive(Burst burst)
    {
        Arrived += (ulong)burst.PacketCount;
        if (_held || _delayed.Count > 0) // what comes while the delayed ones are taken must not overtake them
        {
            _delayed.Enqueue(burst);
        }
        else
        {
            Take(burst);
        }
    }

    public byte[][] TakeFrames()
    {
        byte[][] frames = [.. _frames];
        _frames.Clear();
        return frames;
    }

    private void Take(Burst burst)
    {
        for (int i = 0; Recording && i < burst.Count; i = burst.NextPacket(i))
        {
            byte[] frame = new byte[burst.PacketLength(i)];
            Span<byte> rest = frame;
            for (int slot = i; slot < burst.NextPacket(i); slot++)
            {
                burst.Data(slot).CopyTo(rest);
                rest = rest[burst.Length(slot)..];
            }

            _frames.Add(frame);
        }

        burst.GoHome();
    }
}
