using System.Diagnostics;
using NfvRuntime.Netmap;

namespace NfvRuntime.Sdk.TestKit;

/// <summary>What leads to one input gate of the stage. Used on the island.</summary>
internal sealed unsafe class InputState(string name, Edge edge, BurstPool credits)
{
    private readonly Queue<byte[][]> _sends = new();

    public string Name { get; } = name;

    public Edge Edge { get; } = edge;

    public BurstPool Credits { get; } = credits;

    private int Room => (int)Credits.Bursts[0].Region.BufferSize - Credits.Bursts[0].DefaultDataOffset;

    /// <summary>True if frames wait for a burst that is home.</summary>
    public bool HasBacklog => _sends.Count > 0;

    /// <summary>Puts frames in line: they travel in bursts of their own, as full as they get.</summary>
    /// <exception cref="ArgumentException">A frame is longer than a burst can carry.</exception>
    public void Enqueue(byte[][] frames)
    {
        int most = Credits.Bursts[0].Capacity * Room;
        if (Array.Find(frames, frame => frame.Length > most) is { } frame)
        {
            throw new ArgumentException($"A frame of {frame.Length} bytes is longer than a burst can carry: {most} bytes.", nameof(frames));
        }

        _sends.Enqueue(frames);
    }

    /// <summary>Sends as many bursts as there are credits.</summary>
    public void Pump()
    {
        while (_sends.TryPeek(out byte[][]? frames))
        {
            if (Credits.Take() is not { } burst)
            {
                Credits.Wanted = true;
                return;
            }

            burst.Timestamp = Stopwatch.GetTimestamp();
            int taken = 0;
            while (taken < frames.Length && TryAppend(burst, frames[taken]))
            {
                taken++;
            }

            _sends.Dequeue();
            if (taken < frames.Length)
            {
                PutBack(frames[taken..]);
            }

            burst.CountBytes();
            Edge.Send(burst);
        }
    }

    /// <summary>Sends one burst of frames that are written in place.</summary>
    /// <returns>Packets sent; 0 if no burst is home.</returns>
    public int Feed(FrameMaker make, long most)
    {
        if (Credits.Take() is not { } burst)
        {
            Credits.Wanted = true;
            return 0;
        }

        burst.Timestamp = Stopwatch.GetTimestamp();
        bool sent = false;
        try
        {
            int count = (int)Math.Min(burst.Capacity, most);
            for (int i = 0; i < count; i++)
            {
                burst.Count = i + 1;
                burst.Descriptors[i].Flags = 0;
                burst.SetLength(i, make(new Span<byte>(burst.Pointer(i), Room)));
            }

            burst.CountBytes();
            Edge.Send(burst);
            sent = true;
            return count;
        }
        finally
        {
            if (!sent)
            {
                burst.GoHome();
            }
        }
    }

    private void PutBack(byte[][] frames)
    {
        byte[][][] later = [.. _sends];
        _sends.Clear();
        _sends.Enqueue(frames);
        Array.ForEach(later, _sends.Enqueue);
    }

    private bool TryAppend(Burst burst, byte[] frame)
    {
        int room = Room;
        int slots = Math.Max(1, (frame.Length + room - 1) / room);
        if (burst.Count + slots > burst.Capacity)
        {
            return false;
        }

        for (int slot = 0; slot < slots; slot++)
        {
            int from = slot * room;
            burst.TryAppend(frame.AsSpan(from, Math.Min(room, frame.Length - from)));
            if (slot < slots - 1)
            {
                burst.Descriptors[burst.Count - 1].Flags = SlotFlags.MoreFrag;
                burst.HasFragments = true;
            }
        }

        return true;
    }
}
