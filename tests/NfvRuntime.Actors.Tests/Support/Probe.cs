using System.Collections.Concurrent;

namespace NfvRuntime.Actors.Tests;

/// <summary>An actor that hands what it is told to the test's thread.</summary>
internal sealed class Probe
{
    private readonly BlockingCollection<(object Message, IActorRef Sender)> _received = [];

    public Probe(TestSystem system, string island = Island.Control)
    {
        Ref = system.Start((message, context) => Take(message, context), name: null, island);
    }

    public IActorRef Ref { get; }

    public IActorRef LastSender { get; private set; } = ActorRefs.Nobody;

    public T Expect<T>()
    {
        if (!_received.TryTake(out (object Message, IActorRef Sender) next, TestSystem.Patience))
        {
            throw new TimeoutException($"no {typeof(T).Name} came");
        }

        LastSender = next.Sender;
        return Assert.IsAssignableFrom<T>(next.Message);
    }

    public void Expect<T>(T message) => Assert.Equal(message, Expect<T>());

    /// <summary>Nothing has come before a message that is sent now.</summary>
    public void ExpectNothingBefore(object marker)
    {
        Ref.Tell(marker, ActorRefs.NoSender);
        Assert.True(_received.TryTake(out (object Message, IActorRef Sender) next, TestSystem.Patience));
        Assert.Same(marker, next.Message);
    }

    /// <summary>Forgets what has come.</summary>
    public void Drain()
    {
        while (_received.TryTake(out _))
        {
            continue;
        }
    }

    private void Take(object message, IUntypedActorContext context)
    {
        if (message is Watched watched)
        {
            context.Watch(watched.Actor);
            context.Sender.Tell(watched);
        }
        else
        {
            _received.Add((message, context.Sender));
        }
    }

    /// <summary>Watches an actor; returns once the request is on its way.</summary>
    public void Watch(IActorRef actor) => TestSystem.Answer<Watched>(Ref, new Watched(actor));

    internal sealed record Watched(IActorRef Actor);
}
