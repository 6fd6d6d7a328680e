namespace ActorBehaviour.Example;

/// <summary>Has a meter for each device, and gives it up when it has failed more than three times in a minute.</summary>
internal sealed class Meters(IReadOnlyDictionary<string, Func<int>> devices) : UntypedActor
{
    protected override void PreStart()
    {
        foreach ((string name, Func<int> read) in devices)
        {
            Context.Watch(Context.ActorOf(Props.Create(() => new Meter(read)), name));
        }
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(
        3, TimeSpan.FromMinutes(1), cause => cause is IOException ? Directive.Restart : Directive.Escalate);

    protected override void OnReceive(object message)
    {
        if (message is Terminated gone)
        {
            Context.System.EventStream.Publish($"{gone.ActorRef.Path.Name} has been given up");
        }
        else if (message is string device)
        {
            Context.Child(device).Forward("last?");
        }
    }

    /// <summary>Reads its device every second. Until the device is open, questions wait in the stash.</summary>
    private sealed class Meter : ReceiveActor, IWithTimers, IWithUnboundedStash
    {
        private readonly Func<int> _read;
        private int _last;

        public Meter(Func<int> read)
        {
            _read = read;
            Timers.StartSingleTimer("open", "open", TimeSpan.FromSeconds(1));
            Receive<string>(text => text == "open", _ => Become(Measuring));
            ReceiveAny(_ => Stash.Stash());
        }

        public ITimerScheduler Timers { get; set; } = null!;

        public IStash Stash { get; set; } = null!;

        private void Measuring()
        {
            Stash.UnstashAll();
            Timers.StartPeriodicTimer("read", "read", TimeSpan.Zero, TimeSpan.FromSeconds(1));
            Receive<string>(text => text == "read", _ => _last = _read()); // A failure restarts this actor and no other.
            Receive<string>(text => text == "last?", _ => Sender.Tell(_last, Self));
        }
    }
}
