namespace NfvRuntime.Actors.Tests.Supervision;

/// <summary>A parent with a strategy and a child named <c>child</c> that throws every exception it is told, and reports the rest.</summary>
internal sealed class Family
{
    public Family(TestSystem test, SupervisorStrategy strategy, string parentIsland = Island.Control, string childIsland = Island.OfParent)
    {
        Probe = new Probe(test);
        Parent = test.System.ActorOf(Scripted.Props(new Script
        {
            Strategy = strategy,
            PreStart = context => context.ActorOf(Child().WithDispatcher(childIsland), "child"),
            PostRestart = _ => Probe.Ref.Tell("parent restarted"),
            Receive = (message, context) => context.Sender.Tell(context.Child("child")),
        }).WithDispatcher(parentIsland));
        First = Current();
    }

    public Probe Probe { get; }

    public IActorRef Parent { get; }

    public IActorRef First { get; }

    public int Starts { get; private set; }

    public IActorRef Current() => TestSystem.Answer<IActorRef>(Parent, "child?");

    private Props Child()
    {
        int seen = 0;
        return Scripted.Props(new Script
        {
            PreStart = _ =>
            {
                Starts++;
                seen = 0;
            },
            Receive = (message, _) => Probe.Ref.Tell(message is Exception exception ? throw exception : $"{message} after {seen++}"),
        });
    }
}
