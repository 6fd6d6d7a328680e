using System.Linq.Expressions;
using NfvRuntime.Actors.Islands;

namespace NfvRuntime.Actors;

/// <summary>How to make an actor: its type or producer, its arguments, where it runs, how it judges its children. Immutable; may be shared.</summary>
public class Props
{
    private readonly IIndirectActorProducer _producer;

    private Props(IIndirectActorProducer producer, object?[] arguments, SupervisorStrategy? strategy = null)
    {
        _producer = producer;
        Arguments = arguments;
        SupervisorStrategy = strategy;
        Dispatcher = Island.Control;
        Mailbox = Mailboxes.Default;
        StashCapacity = Mailboxes.NoLimit;
    }

    private Props(Props copy)
        : this(copy._producer, copy.Arguments, copy.SupervisorStrategy)
    {
        Dispatcher = copy.Dispatcher;
        Mailbox = copy.Mailbox;
        StashCapacity = copy.StashCapacity;
    }

    /// <summary>What the constructor is given.</summary>
    public object?[] Arguments { get; }

    /// <summary>The id of the island on which the actor runs.</summary>
    public string Dispatcher { get; private init; }

    /// <summary>The id of its mailbox in the system's configuration; empty for one without end.</summary>
    public string Mailbox { get; private init; }

    /// <summary>How the actor judges its children, if not by its own strategy.</summary>
    public SupervisorStrategy? SupervisorStrategy { get; private init; }

    internal int StashCapacity { get; private init; }

    /// <summary>The actor's type, or a base of it where a producer makes it.</summary>
    public Type Type => _producer.ActorType;

    /// <summary>Props of a type with arguments, of which the constructor is chosen by fit.</summary>
    /// <typeparam name="TActor">The type.</typeparam>
    /// <param name="args">The arguments; every instance gets the same.</param>
    public static Props Create<TActor>(params object?[] args)
        where TActor : ActorBase => Create(typeof(TActor), args);

    /// <summary>Props of a type without arguments.</summary>
    /// <typeparam name="TActor">The type.</typeparam>
    /// <param name="supervisorStrategy">How the actor judges its children.</param>
    public static Props Create<TActor>(SupervisorStrategy supervisorStrategy)
        where TActor : ActorBase, new() => Create<TActor>().WithSupervisorStrategy(supervisorStrategy);

    /// <summary>Props of a constructor call. Its arguments are worked out now, once.</summary>
    /// <typeparam name="TActor">The type.</typeparam>
    /// <param name="factory">A lambda of the form <c>() => new MyActor(a, b)</c>.</param>
    /// <param name="supervisorStrategy">How the actor judges its children; null for its own strategy.</param>
    /// <exception cref="ArgumentException">The lambda is no constructor call.</exception>
    public static Props Create<TActor>(Expression<Func<TActor>> factory, SupervisorStrategy? supervisorStrategy = null)
        where TActor : ActorBase
    {
        ArgumentNullException.ThrowIfNull(factory);
        if (factory.Body is not NewExpression call)
        {
            throw new ArgumentException("The create function must be a 'new T (args)' expression.", nameof(factory));
        }

        object?[] arguments = [.. call.Arguments.Select(Evaluate)];
        return new Props(new ActivatorProducer(call.Type, arguments), arguments, supervisorStrategy);
    }

    /// <summary>Props of a type with arguments, of which the constructor is chosen by fit.</summary>
    /// <param name="type">A type of actor.</param>
    /// <param name="args">The arguments; every instance gets the same.</param>
    /// <exception cref="ArgumentException">The type is no actor that can be made.</exception>
    public static Props Create(Type type, params object?[] args)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (!typeof(ActorBase).IsAssignableFrom(type) || type.IsAbstract)
        {
            throw new ArgumentException($"{type} cannot be made: it must be a class derived from ActorBase and not abstract.", nameof(type));
        }

        return new Props(new ActivatorProducer(type, args ?? []), args ?? []);
    }

    /// <summary>Props of a producer.</summary>
    /// <param name="producer">Makes the instances.</param>
    /// <param name="args">Kept for whoever asks; the producer does not get them.</param>
    public static Props CreateBy(IIndirectActorProducer producer, params object?[] args)
    {
        ArgumentNullException.ThrowIfNull(producer);
        return new Props(producer, args ?? []);
    }

    /// <summary>The same on another island.</summary>
    /// <param name="dispatcher">Id of an island of the system, or one of the constants of <see cref="Island"/>.</param>
    public Props WithDispatcher(string dispatcher)
    {
        ArgumentException.ThrowIfNullOrEmpty(dispatcher);
        return new Props(this) { Dispatcher = dispatcher };
    }

    /// <summary>The same with a strategy that comes before the actor's own.</summary>
    /// <param name="supervisorStrategy">How the actor judges its children.</param>
    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy) =>
        new(this) { SupervisorStrategy = supervisorStrategy };

    /// <summary>The same with another mailbox.</summary>
    /// <param name="mailbox">Id of a mailbox that the system's configuration describes.</param>
    public Props WithMailbox(string mailbox)
    {
        ArgumentNullException.ThrowIfNull(mailbox);
        return new Props(this) { Mailbox = mailbox };
    }

    /// <summary>The same with a limit for the stash of an <see cref="IWithStash"/>.</summary>
    /// <param name="stashCapacity">How many messages it can hold; -1 for no limit.</param>
    public Props WithStashCapacity(int stashCapacity) => new(this) { StashCapacity = stashCapacity };

    /// <summary>Makes an instance. Only the engine can call it with success, since an actor needs a context.</summary>
    public virtual ActorBase NewActor() => _producer.Produce();

    internal void Release(ActorBase actor) => _producer.Release(actor);

    private static object? Evaluate(Expression argument) => argument is ConstantExpression constant
        ? constant.Value
        : Expression.Lambda<Func<object?>>(Expression.Convert(argument, typeof(object))).Compile(preferInterpretation: true)();
}
