namespace NfvRuntime.Actors.Islands;

/// <summary>
/// The part of an actor that its island calls every turn, without a message: a ring, as a rule. Begin with <see cref="Island.Poll"/>, in
/// <c>PreStart</c>; it ends by itself when the instance is replaced or the actor stops. What a member throws is a failure of the actor,
/// and goes the way of a message that failed. A suspended actor is not called.
/// </summary>
public interface IPolled
{
    /// <summary>A descriptor that becomes readable when there is work, such as an eventfd; -1 for none. Read once, at registration.</summary>
    int WakeDescriptor => -1;

    /// <summary>When there will be work without a kick, as a Stopwatch timestamp; 0 for never. Read before the island sleeps.</summary>
    long NextDue => 0;

    /// <summary>Does a limited amount of work.</summary>
    /// <returns>True if anything moved: the island then goes on without waiting.</returns>
    bool Poll();

    /// <summary>Asks for a kick, fences, and looks for work once more.</summary>
    /// <returns>True if there is work: the island does not sleep, and does not call <see cref="Disarm"/>.</returns>
    bool Arm();

    /// <summary>Takes back what <see cref="Arm"/> asked for.</summary>
    void Disarm();

    /// <summary>Called after a sleep for which a descriptor of this part was readable: consume the kick.</summary>
    void OnWake()
    {
    }
}
