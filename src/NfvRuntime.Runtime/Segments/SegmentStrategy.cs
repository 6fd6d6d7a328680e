namespace NfvRuntime.Runtime;

/// <summary>
/// One for one, and quiet: a stage may fail thousands of times a second on the island that carries the packets, so only the first, tenth,
/// hundredth ... failure of a child is logged. The counters have them all.
/// </summary>
/// <param name="decide">What to do about a failure.</param>
internal sealed class SegmentStrategy(Func<Exception, Directive> decide) : OneForOneStrategy(null, null, decide)
{
    private readonly Dictionary<IActorRef, (long Failures, long NextLogged)> _failures = [];

    protected override void LogFailure(IActorContext context, IActorRef child, Exception cause, Directive directive)
    {
        if (cause is PostRestartException { InnerException: { } inner })
        {
            context.System.EventStream.Publish(new ActorEvents.Error(
                inner, child.Path.Name, GetType(), $"stopped, since it cannot be made anew: {inner.GetType().Name}: {inner.Message}"));
        }

        if (directive != Directive.Restart)
        {
            return; // a stage that could not be made is reported by the start that fails
        }

        (long failures, long next) = _failures.TryGetValue(child, out (long, long) known) ? known : (0, 1);
        failures++;
        if (failures == next)
        {
            next *= 10;
            string times = failures == 1 ? "" : $" for the {failures}th time";
            context.System.EventStream.Publish(
                new ActorEvents.Warning(cause, child.Path.Name, GetType(), $"restarted{times}: {cause.GetType().Name}: {cause.Message}"));
        }

        _failures[child] = (failures, next);
    }
}
