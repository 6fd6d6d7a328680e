namespace ActorBehaviour.Timers;

/// <summary>Does with its timers what the test says, and tells the witness what they send.</summary>
internal sealed class TimedActor(IActorRef witness) : UntypedActor, IWithTimers
{
    public ITimerScheduler Timers { get; set; } = null!;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Action<ITimerScheduler> action:
                action(Timers);
                Sender.Tell("done", Self);
                break;
            case Exception thrown:
                throw thrown;
            default:
                witness.Tell(message, Self);
                break;
        }
    }
}
