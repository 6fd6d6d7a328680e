using System.Runtime.CompilerServices;
using Xunit.Abstractions;

namespace NfvRuntime.Actors.Tests.Stress;

/// <summary>Kills, failures, stops and watches at random, against a model that needs nothing but the order of messages to each actor.</summary>
public sealed class StormTests(ITestOutputHelper output) : IDisposable
{
    private const int Actors = 64;
    private const int Steps = 60_000;

    private readonly TestSystem _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public void Actors_are_as_the_model_says_after_kills_failures_stops_and_watches()
    {
        output.WriteLine($"NFV_SEED={Seeds.Base}");
        var random = new Random(Seeds.Base);
        string[] islands = [Island.Control, "a", "b", Island.ThreadPool];
        _test.NewIsland("a", WaitPolicy.Adaptive());
        _test.NewIsland("b");
        IActorRef nursery = _test.System.ActorOf(Scripted.Props((message, context) => context.Sender.Tell(
            context.ActorOf((Props)message))).WithSupervisorStrategy(
                new OneForOneStrategy(SupervisorStrategy.DefaultDecider.Decide, loggingEnabled: false)));
        var models = Enumerable.Range(0, Actors).Select(i => NewModel(islands[i % islands.Length])).ToArray();
        for (int step = 0; step < Steps; step++)
        {
            ref Model model = ref models[random.Next(Actors)];
            switch (random.Next(100))
            {
                case 0:
                    model.Actor.Tell(random.Next(2) == 0 ? Kill.Instance : PoisonPill.Instance);
                    Expect(model, isAlive: false);
                    model = NewModel(islands[random.Next(islands.Length)]);
                    break;
                case < 20:
                    model.Actor.Tell(new InvalidOperationException());
                    model = model with { Count = 0, Failures = model.Failures + 1 };
                    break;
                case < 25:
                    Watch(model);
                    break;
                default:
                    model.Actor.Tell(1);
                    model = model with { Count = model.Count + 1 };
                    break;
            }
        }

        Array.ForEach(models, model => Expect(model, isAlive: true));
        Array.ForEach(models, model => _test.System.Stop(model.Actor));
        Array.ForEach(models, model => Expect(model, isAlive: false));

        Model NewModel(string island)
        {
            var births = new StrongBox<int>();
            Props props = Props.Create(() => new Counter(births)).WithDispatcher(island);
            return new(TestSystem.Answer<IActorRef>(nursery, props), births, 0, 0, []);
        }

        void Watch(Model model)
        {
            if (model.Watchers.Count < 3)
            {
                var probe = new Probe(_test, islands[random.Next(islands.Length)]);
                probe.Watch(model.Actor);
                model.Watchers.Add(probe);
            }
        }
    }

    private static void Expect(Model model, bool isAlive)
    {
        if (isAlive)
        {
            Assert.Equal(model.Count, TestSystem.Answer<int>(model.Actor, "count"));
            Assert.Equal(1 + model.Failures, model.Births.Value);
            return;
        }

        foreach (Probe watcher in model.Watchers)
        {
            Assert.Equal(model.Actor, watcher.Expect<Terminated>().ActorRef);
            watcher.ExpectNothingBefore(new object());
        }
    }

    private sealed record Model(IActorRef Actor, StrongBox<int> Births, int Count, int Failures, List<Probe> Watchers);

    private sealed class Counter(StrongBox<int> births) : UntypedActor
    {
        private int _count;

        protected override void PreStart() => births.Value++;

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case Exception thrown:
                    throw thrown;
                case "count":
                    Sender.Tell(_count);
                    break;
                default:
                    _count++;
                    break;
            }
        }
    }
}
