namespace NfvRuntime.Actors;

/// <summary>The context of an <see cref="UntypedActor"/>.</summary>
public interface IUntypedActorContext : IActorContext
{
    /// <summary>Replaces how the next messages are received.</summary>
    /// <param name="receive">Handles every message.</param>
    void Become(UntypedReceive receive);

    /// <summary>As <see cref="Become"/>, until <c>UnbecomeStacked</c>.</summary>
    /// <param name="receive">Handles every message.</param>
    void BecomeStacked(UntypedReceive receive);
}
