namespace NfvRuntime.Guests.Protocol;

/// <summary>What an agent tells its host unasked; never answered.</summary>
public abstract record Event : MessageBody
{
    private protected Event()
    {
    }

    /// <summary>Whether it may be left out when the host reads slowly; a <see cref="DroppedEvent"/> then says how many were.</summary>
    public virtual bool Droppable => false;
}
