using NfvRuntime.Actors.Islands;
using NfvRuntime.Netmap;

namespace NfvRuntime.Sdk;

/// <summary>
/// The home of a fixed number of bursts: the credits of a receive ring, or the quota of an edge. It belongs to the ring or edge, not to
/// the actor that uses it, so restarts lose nothing. Bursts are taken on one island; from another island they come back as a message.
/// </summary>
public sealed class BurstPool : IDisposable
{
    private readonly Burst[] _all;
    private Burst? _free;

    /// <summary>Makes the pool and its bursts.</summary>
    /// <param name="region">The region of their buffers.</param>
    /// <param name="bursts">How many.</param>
    /// <param name="capacity">Packets in each.</param>
    /// <param name="dataOffset">Where frames begin in fresh buffers, in bytes.</param>
    public BurstPool(Region region, int bursts, int capacity, ushort dataOffset)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bursts, 1);
        _all = new Burst[bursts];
        try
        {
            for (int i = 0; i < bursts; i++)
            {
                _all[i] = new Burst(region, capacity, this, dataOffset) { Next = _free };
                _free = _all[i];
            }
        }
        catch
        {
            for (Burst? made = _free; made is not null; made = made.Next)
            {
                made.Dispose(); // a pool that cannot be had whole keeps nothing
            }

            throw;
        }

        Available = bursts;
    }

    /// <summary>Bursts that are home.</summary>
    public int Available { get; private set; }

    /// <summary>All bursts of the pool, home or not.</summary>
    public IReadOnlyList<Burst> Bursts => _all;

    /// <summary>The island on which bursts are taken; null while nobody has claimed the pool.</summary>
    internal Island? Island { get; set; }

    /// <summary>Who gets bursts that come home from another island, and is told when somebody waits for one.</summary>
    internal IActorRef? Owner { get; set; }

    /// <summary>Set by the owner that found the pool empty: it wants <see cref="CreditReturned"/> at the next return.</summary>
    internal bool Wanted { get; set; }

    /// <summary>Gives the pool up: its actors are gone, and whoever holds a burst brings it back directly.</summary>
    internal void Disown()
    {
        Island = null;
        Owner = null;
    }

    /// <summary>Takes a burst, or null if all are away.</summary>
    internal Burst? Take()
    {
        Burst? burst = _free;
        if (burst is null)
        {
            return null;
        }

        _free = burst.Next;
        burst.Next = null;
        burst.IsHome = false;
        Available--;
        return burst;
    }

    /// <summary>Takes back an empty burst.</summary>
    internal void Return(Burst burst)
    {
        if (Island is { IsCurrent: false } && Owner is { } owner)
        {
            owner.Tell(burst.Homing, ActorRefs.NoSender);
            return;
        }

        burst.Next = _free;
        burst.IsHome = true;
        _free = burst;
        Available++;
        if (Wanted && Owner is { } waiting)
        {
            Wanted = false;
            waiting.Tell(CreditReturned.Instance, ActorRefs.NoSender);
        }
    }

    /// <summary>Gives all buffers back to the region.</summary>
    /// <exception cref="InvalidOperationException">A burst is still away.</exception>
    public void Dispose()
    {
        if (Available != _all.Length)
        {
            throw new InvalidOperationException($"{_all.Length - Available} of {_all.Length} bursts are still away from their pool.");
        }

        foreach (Burst burst in _all)
        {
            burst.Dispose();
        }
    }
}
