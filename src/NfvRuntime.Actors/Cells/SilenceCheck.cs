using NfvRuntime.Actors.Event;

namespace NfvRuntime.Actors;

/// <summary>Comes to an actor with a receive timeout when nothing may have come for so long.</summary>
internal sealed class SilenceCheck(IScheduler scheduler) : IDeadLetterSuppression, INotInfluenceReceiveTimeout
{
    public Cancelable Cancelable { get; } = new(scheduler);

    public void Cancel() => Cancelable.Cancel();
}
