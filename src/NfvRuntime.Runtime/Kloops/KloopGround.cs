using NfvRuntime.Actors.Islands;
using NfvRuntime.Chains;
using NfvRuntime.Host;

namespace NfvRuntime.Runtime;

/// <summary>
/// Where the host serves what guests drive: an island for each trust group, so that guests which keep their kloops busy take time from nobody
/// else's; and one that sleeps until a pipe between guests has to be reset.
/// </summary>
internal sealed class KloopGround
{
    private const string ArbiterIsland = "arbiters";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ActorSystem _system;
    private readonly KloopChoice _choice;
    private readonly Lock _gate = new();
    private readonly List<IActorRef> _inputs = [];
    private readonly List<IActorRef> _arbiters = [];
    private volatile bool _inputsOpen;
    private int _made;

    /// <param name="system">Where islands and actors live.</param>
    /// <param name="plan">The chain; its placement names the islands.</param>
    /// <param name="policy">What they do when there is no work.</param>
    public KloopGround(ActorSystem system, ChainPlan plan, WaitPolicy policy)
    {
        _system = system;
        _choice = plan.Options.Kloops;
        foreach (PlanIsland island in plan.Placement.Islands.Where(island => island.Segment is null))
        {
            system.CreateIsland(new IslandOptions { Id = island.Name, Policy = policy });
        }
    }

    /// <summary>The island on which kloops of a trust group run.</summary>
    public static string IslandOf(string trust) => $"kloops of {trust}";

    /// <summary>Begins to serve a kloop.</summary>
    /// <param name="kloop">The kloop.</param>
    /// <param name="trust">Trust group of the guest that drives its rings.</param>
    /// <param name="isInput">Whether packets of the chain come from it: its receive rings are then served while inputs are open.</param>
    /// <returns>Ends the service: when disposed of, nobody polls the kloop any more.</returns>
    public IDisposable Serve(Kloop kloop, string trust, bool isInput)
    {
        KloopRing[][] parts = _choice.IsPerRing ? [.. kloop.Rings.Select(ring => (KloopRing[])[ring])] : [[.. kloop.Rings]];
        Func<KloopRing, bool> isOpen = isInput ? ring => ring.Kring.IsTx || _inputsOpen : _ => true;
        lock (_gate)
        {
            IActorRef[] actors =
            [
                .. parts.Select(part => _system.ActorOf(
                    Props.Create(() => new KloopActor(part, isOpen, _choice.Every)).WithDispatcher(IslandOf(trust)), $"kloop-{++_made}")),
            ];
            if (isInput)
            {
                _inputs.AddRange(actors);
            }

            return new Service(this, actors);
        }
    }

    /// <summary>Sees to the resets of a pipe between two guests.</summary>
    public void Arbitrate(BackToBackPipe pipe)
    {
        lock (_gate)
        {
            if (_arbiters.Count == 0)
            {
                _system.CreateIsland(new IslandOptions { Id = ArbiterIsland, Policy = WaitPolicy.Interrupt });
            }

            _arbiters.Add(_system.ActorOf(Props.Create(() => new ArbiterActor(pipe)).WithDispatcher(ArbiterIsland), $"arbiter-{++_made}"));
        }
    }

    /// <summary>Sees to no pipe any more: from here on they may be closed.</summary>
    public void StopArbiters() => Stop([.. _arbiters]);

    /// <summary>Lets packets of ports that guests read come in, or no more of them.</summary>
    public void OpenInputs(bool open)
    {
        _inputsOpen = open;
        lock (_gate)
        {
            _inputs.ForEach(input => input.Tell(LookAgain.Instance, ActorRefs.NoSender));
        }
    }

    private void End(IActorRef[] actors)
    {
        lock (_gate)
        {
            _inputs.RemoveAll(actors.Contains);
        }

        Stop(actors);
    }

    private static void Stop(IActorRef[] actors)
    {
        if (!Task.WhenAll(actors.Select(actor => actor.GracefulStop(Patience))).GetAwaiter().GetResult().All(stopped => stopped))
        {
            throw new InvalidOperationException($"what serves a guest's rings has not stopped within {Patience.TotalSeconds} s");
        }
    }

    /// <summary>Wakes an island, so that it looks at what is open now.</summary>
    internal sealed class LookAgain
    {
        public static readonly LookAgain Instance = new();

        private LookAgain()
        {
        }
    }

    private sealed class Service(KloopGround ground, IActorRef[] actors) : IDisposable
    {
        public void Dispose() => ground.End(actors);
    }
}
