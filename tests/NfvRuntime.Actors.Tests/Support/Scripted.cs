namespace NfvRuntime.Actors.Tests;

/// <summary>An actor whose behaviour is given by the test.</summary>
internal sealed class Scripted(Script script) : UntypedActor
{
    public static Props Props(Action<object, IUntypedActorContext> receive) => Props(new Script { Receive = receive });

    public static Props Props(Script script) => Actors.Props.Create(() => new Scripted(script));

    protected override void PreStart() => script.PreStart?.Invoke(Context);

    protected override void PostStop() => script.PostStop?.Invoke(Context);

    protected override void PreRestart(Exception reason, object message)
    {
        script.PreRestart?.Invoke(reason, message);
        if (script.KeepChildren)
        {
            PostStop();
        }
        else
        {
            base.PreRestart(reason, message);
        }
    }

    protected override void PostRestart(Exception reason)
    {
        script.PostRestart?.Invoke(reason);
        base.PostRestart(reason);
    }

    protected override SupervisorStrategy SupervisorStrategy() => script.Strategy ?? base.SupervisorStrategy();

    protected override void OnReceive(object message)
    {
        if (script.Receive is { } receive)
        {
            receive(message, Context);
        }
        else
        {
            Unhandled(message);
        }
    }
}
