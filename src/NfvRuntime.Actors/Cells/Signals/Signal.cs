namespace NfvRuntime.Actors;

/// <summary>What the engine tells a cell: life, supervision, death watch. Signals overtake messages. Each object is sent once, to one cell.</summary>
internal abstract class Signal
{
    /// <summary>The signal behind this one in a cell's queue.</summary>
    public Signal? Next { get; set; }

    /// <summary>Whether a cell that waits for children to stop keeps the signal for later.</summary>
    public virtual bool WaitsForChildren => false;

    /// <summary>Whether a suspended cell keeps the signal for later: it cannot judge its children while it is being judged.</summary>
    public virtual bool WaitsForResume => false;

    /// <summary>Does what the signal asks for. What it throws is the cell's failure.</summary>
    public abstract void Apply(ActorCell cell);

    /// <summary>Called instead of <see cref="Apply"/> where the cell has stopped.</summary>
    public virtual void ApplyToDead(ActorCell cell)
    {
    }
}
