namespace NfvRuntime.Actors.Islands;

/// <summary>A part that an island polls.</summary>
/// <param name="part">The part.</param>
/// <param name="owner">Whose part it is.</param>
internal sealed class PolledEntry(IPolled part, ActorCell owner)
{
    public IPolled Part => part;

    public ActorCell Owner => owner;

    /// <summary>Whether it asked for kicks for this sleep.</summary>
    public bool IsArmed { get; set; }

    /// <summary>Descriptors watched for it.</summary>
    public List<int> Descriptors { get; } = [];

    /// <summary>Whether its descriptors are ignored: they were readable while nobody could consume the kick.</summary>
    public bool IsMuted { get; set; }
}
