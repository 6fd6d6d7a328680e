using NfvRuntime.Actors.Configuration;
using NfvRuntime.Actors.Event;
using NfvRuntime.Actors.Islands;

namespace NfvRuntime.Actors;

/// <summary>The one kind of system there is.</summary>
internal sealed class ActorSystemImpl : ActorSystem
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Island> _islands = [];
    private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ActorCell _guardian;
    private readonly Island _control;
    private readonly Config? _deployments;
    private readonly IslandOptions _pooled = new() { Id = Islands.Island.ThreadPool, CarriesActivities = true };
    private CoordinatedShutdown? _shutdown;
    private List<Action>? _onTermination = [];
    private bool _guardianStopped;
    private int _liveIslands;

    public ActorSystemImpl(string name, Config config)
    {
        if (string.IsNullOrEmpty(name) || !char.IsAsciiLetterOrDigit(name[0])
            || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            throw new ArgumentException(
                $"\"{name}\" is no name for an actor system: use letters, digits, - and _, and begin with a letter or digit.", nameof(name));
        }

        Name = name;
        Config = config;
        EventStream = new EventStream(Logging.LevelOf(config));
        Log = Logging.GetLogger(this, name);
        _deployments = config.GetConfig("akka.actor.deployment");
        ActorPath root = ActorPath.RootOf(name);
        Root = new RootRef(this, root);
        TempPath = root / "temp";
        DeadLetters = new DeadLetterActorRef(this, root / "deadLetters");
        _control = CreateIsland(new IslandOptions { Id = Islands.Island.Control, Policy = WaitPolicy.Interrupt, CarriesActivities = true });
        try
        {
            Scheduler = Schedulers.Make(this);
        }
        catch
        {
            _control.Close();
            throw;
        }

        _control.Admit();
        _guardian = new ActorCell(this, _control, Props.Create<GuardianActor>(), Root, root / "user");
        _guardian.Ref.Signal(new CreateSignal());
    }

    public override string Name { get; }

    public override IActorRef DeadLetters { get; }

    public override EventStream EventStream { get; }

    public override ILoggingAdapter Log { get; }

    public override IScheduler Scheduler { get; }

    public override Task WhenTerminated => _terminated.Task;

    public Config Config { get; }

    public Island ControlIsland => _control;

    public RootRef Root { get; }

    public InternalActorRef Guardian => _guardian.Ref;

    /// <summary>Where references live that are no actors.</summary>
    public ActorPath TempPath { get; }

    public override IActorRef ActorOf(Props props, string? name = null) => _guardian.ActorOf(props, name);

    public override void Stop(IActorRef actor) => InternalActorRef.From(actor, nameof(actor)).Signal(new TerminateSignal());

    public override Task Terminate()
    {
        if (Volatile.Read(ref _shutdown) is { RunsByTermination: true } shutdown)
        {
            shutdown.Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance)
                .ContinueWith(_ => FinalTerminate(), CancellationToken.None, TaskContinuationOptions.NotOnRanToCompletion, TaskScheduler.Default);
        }
        else
        {
            FinalTerminate();
        }

        return WhenTerminated;
    }

    /// <summary>Stops all actors without further ado.</summary>
    public Task FinalTerminate()
    {
        _guardian.Ref.Signal(new TerminateSignal());
        return WhenTerminated;
    }

    /// <summary>The system's one coordinated shutdown, made when it is first asked for.</summary>
    public CoordinatedShutdown Shutdown()
    {
        lock (_lock)
        {
            return _shutdown ??= new CoordinatedShutdown(this);
        }
    }

    public override ActorSelection ActorSelection(string actorPath) => Select(actorPath, Root);

    public override ActorSelection ActorSelection(ActorPath actorPath)
    {
        ArgumentNullException.ThrowIfNull(actorPath);
        return Select(actorPath.ToString(), Root);
    }

    /// <summary>Selects by a path that may be relative.</summary>
    /// <param name="path">The path.</param>
    /// <param name="anchor">Where it begins if it is relative.</param>
    public ActorSelection Select(string path, IActorRef anchor)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (ActorPath.TryParse(path, out ActorPath? whole))
        {
            return whole.Root == Root.Path ? new ActorSelection(Root, whole.Elements) : new ActorSelection(DeadLetters, "");
        }

        return new ActorSelection(path.StartsWith('/') ? Root : anchor, path);
    }

    /// <summary>The props with what the configuration says of the actor's path.</summary>
    public Props Deploy(Props props, ActorPath path)
    {
        if (_deployments is null || path.Depth < 2)
        {
            return props;
        }

        string key = "/" + string.Join('/', path.Elements.Skip(1));
        if (_deployments.GetConfig($"\"{key}\"") is not { } deployment)
        {
            return props;
        }

        props = deployment.GetString("dispatcher") is { Length: > 0 } dispatcher ? props.WithDispatcher(dispatcher) : props;
        props = deployment.GetString("mailbox") is { Length: > 0 } mailbox ? props.WithMailbox(mailbox) : props;
        return deployment.HasPath("stash-capacity") ? props.WithStashCapacity(deployment.GetInt("stash-capacity")) : props;
    }

    public override void RegisterOnTermination(Action code)
    {
        ArgumentNullException.ThrowIfNull(code);
        lock (_lock)
        {
            (_onTermination ?? throw new InvalidOperationException("The actor system has terminated already.")).Add(code);
        }
    }

    public Island CreateIsland(IslandOptions options)
    {
        Island island;
        lock (_lock)
        {
            if (_guardianStopped)
            {
                throw new InvalidOperationException($"Actor system {Name} has terminated and takes no more islands.");
            }

            if (options.Id == Islands.Island.OfParent || _islands.ContainsKey(options.Id))
            {
                throw new InvalidOperationException($"Actor system {Name} has an island {options.Id} already.");
            }

            island = new Island(this, options);
            _islands.Add(options.Id, island);
            _liveIslands++;
        }

        try
        {
            island.Start();
        }
        catch
        {
            Forget(island);
            throw;
        }

        return island;
    }

    public Island Find(string id)
    {
        lock (_lock)
        {
            return _islands.TryGetValue(id, out Island? island)
                ? island
                : throw new InvalidOperationException($"Actor system {Name} has no island {id}; it has {string.Join(", ", _islands.Keys)}.");
        }
    }

    /// <summary>The island for an actor.</summary>
    public Island Resolve(string dispatcher, Island ofParent) => dispatcher switch
    {
        Islands.Island.OfParent => ofParent,
        Islands.Island.Control => _control,
        Islands.Island.ThreadPool => Islands.Island.OfPool(this, _pooled),
        _ when Dispatchers.IsPool(Config, dispatcher) => Islands.Island.OfPool(this, _pooled),
        _ => Find(dispatcher),
    };

    public Island[] AllIslands()
    {
        lock (_lock)
        {
            return [_control, .. _islands.Values.Where(island => island != _control)];
        }
    }

    /// <summary>An island takes no more actors.</summary>
    public void Forget(Island island)
    {
        lock (_lock)
        {
            _islands.Remove(island.Id);
        }
    }

    public void OnIslandEnded()
    {
        lock (_lock)
        {
            if (--_liveIslands > 0 || !_guardianStopped)
            {
                return;
            }
        }

        _terminated.TrySetResult();
    }

    public void OnGuardianFailed(InternalActorRef guardian, Exception cause)
    {
        Publish(new Error(cause, guardian.Path.ToString(), GetType(), "guardian failed, shutting down system"));
        guardian.Signal(new TerminateSignal());
    }

    public void OnGuardianStopped()
    {
        Island[] islands;
        List<Action> code;
        lock (_lock)
        {
            _guardianStopped = true;
            islands = [.. _islands.Values];
            code = _onTermination ?? [];
            _onTermination = null;
        }

        foreach (Action call in code)
        {
            try
            {
                call();
            }
            catch (Exception thrown)
            {
                Publish(new Error(thrown, Name, GetType(), $"a termination callback threw: {thrown.Message}"));
            }
        }

        foreach (Island island in islands)
        {
            island.Close();
        }
    }

    /// <summary>Publishes a log event; what the log throws must not harm whoever logs.</summary>
    public void Publish(LogEvent entry)
    {
        try
        {
            EventStream.Publish(entry);
        }
        catch (Exception)
        {
            // Nowhere left to say it.
        }
    }

    public void PublishDeadLetter(DeadLetter letter)
    {
        switch (letter.Message)
        {
            case AllDeadLetters:
                break; // Its subscriber has stopped: it would come back here for ever.
            case Identify identify:
                letter.Sender.Tell(new ActorIdentity(identify.MessageId, null), letter.Recipient);
                break;
            case IDeadLetterSuppression suppressed:
                EventStream.Publish(new SuppressedDeadLetter(suppressed, letter.Sender, letter.Recipient));
                break;
            default:
                EventStream.Publish(letter);
                break;
        }
    }

    private protected override void DisposeCore()
    {
        Task end = Terminate();
        if (Islands.Island.Current is null)
        {
            end.GetAwaiter().GetResult();
        }
    }
}
