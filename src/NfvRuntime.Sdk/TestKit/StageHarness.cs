using NfvRuntime.Actors.Islands;
using NfvRuntime.Counters;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Sdk.TestKit;

/// <summary>
/// Runs one stage for a test: frames go in, frames come out by gate, drops are counted by reason. The stage's actor, its island, bursts,
/// edges, counters and region are those of a chain; only its neighbours are the test.
/// </summary>
/// <remarks>
/// Every call returns when all that it set off has been done. Used by one thread. <see cref="Dispose"/> fails if packets or buffers are
/// not accounted for.
/// </remarks>
public sealed partial class StageHarness : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HarnessState _state;
    private readonly ActorSystem _system;
    private readonly IActorRef _harness;
    private bool _disposed;

    /// <summary>Starts the stage.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="settings">What the kind's reader would return.</param>
    /// <param name="options">What surrounds it; the default is enough for most.</param>
    /// <remarks>What the stage throws when it is born comes out of this constructor.</remarks>
    public StageHarness(StageKind kind, object settings, StageHarnessOptions? options = null)
    {
        options ??= new StageHarnessOptions();
        _state = new HarnessState(kind, settings, options);
        _system = ActorSystem.Create("harness");
        _system.CreateIsland(new IslandOptions { Id = "stage", Policy = WaitPolicy.Interrupt });
        HarnessState state = _state;
        _harness = _system.ActorOf(Props.Create(() => new HarnessActor(state)).WithDispatcher("stage"), "harness");
        WaitFor(() => _state.Stage.Running || _state.StartFault is not null, "the stage to start");
        if (_state.StartFault is { } fault)
        {
            Close();
            throw fault;
        }
    }

    /// <summary>Starts a stage with settings as they stand in a chain file.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="settings">In braces or without: <c>every: 3</c>. See <see cref="SettingsText"/>.</param>
    /// <param name="options">What surrounds it.</param>
    /// <exception cref="ArgumentException">The settings have mistakes; the message lists them.</exception>
    public static StageHarness Of(StageKind kind, string settings = "", StageHarnessOptions? options = null)
    {
        var mistakes = new DiagnosticBag();
        object read = SettingsText.Read(settings, kind, mistakes);
        return mistakes.HasErrors
            ? throw new ArgumentException(string.Join(Environment.NewLine, mistakes.InFileOrder()), nameof(settings))
            : new StageHarness(kind, read, options);
    }

    /// <summary>The stage's context: counters, edges, held packets. Look at it between calls; the island is idle then.</summary>
    public StageContext Stage => _state.Stage;

    /// <summary>The stage's actor, for messages of the test's own.</summary>
    public IActorRef Actor => _state.Actor;

    /// <summary>All counters, those of the stage's own kind included.</summary>
    public CounterTable Counters => _state.Counters;

    /// <summary>Packets dropped so far, by reason; only reasons for which there were any.</summary>
    public IReadOnlyDictionary<string, long> Drops => Stage.Counters.Dropped
        .Where(cell => cell.Value.Value > 0)
        .ToDictionary(cell => cell.Key.Name, cell => (long)cell.Value.Value);

    /// <summary>Restarts of the stage so far.</summary>
    public long Restarts => (long)Stage.Counters.Restarts.Value;

    /// <summary>Sends frames to the default input, in bursts as full as they get.</summary>
    /// <param name="frames">Frames; one that does not fit a buffer takes several slots.</param>
    public void Send(params byte[][] frames) => SendTo("", frames);

    /// <summary>Sends frames to an input gate.</summary>
    /// <param name="gate">Its name; empty for the default.</param>
    /// <param name="frames">The frames.</param>
    public void SendTo(string gate, params byte[][] frames)
    {
        InputState input = Input(gate);
        OnIsland(() =>
        {
            input.Enqueue(frames);
            input.Pump();
        });
        Settle();
    }

    /// <summary>Feeds many packets to the default input as fast as the stage takes them; what leaves is counted, not kept.</summary>
    /// <param name="packets">How many.</param>
    /// <param name="make">Makes them, in place.</param>
    public FeedResult Feed(long packets, FrameMaker make)
    {
        var job = new FeedJob(Input(""), make, packets);
        Record(false);
        try
        {
            FeedResult result = _harness.Ask<FeedResult>(job).GetAwaiter().GetResult();
            Settle();
            return result;
        }
        finally
        {
            Record(true);
        }
    }

    /// <summary>The frames that have left by a gate since the last call.</summary>
    /// <param name="gate">Its name; empty for the default.</param>
    public byte[][] Take(string gate = "")
    {
        byte[][] frames = [];
        OnIsland(() => frames = Gate(gate).TakeFrames());
        return frames;
    }

    /// <summary>Packets that have left by a gate since the beginning.</summary>
    /// <param name="gate">Its name; empty for the default.</param>
    public long Sent(string gate = "") => (long)Gate(gate).Edge.Packets;

    /// <summary>Makes the next hop behind a gate keep the bursts it gets, as a slow one does.</summary>
    /// <param name="gate">Its name; empty for the default.</param>
    public void Hold(string gate = "") => OnIsland(() => Gate(gate).IsHeld = true);

    /// <summary>Ends <see cref="Hold"/>; what waited goes on.</summary>
    /// <param name="gate">Its name; empty for the default.</param>
    public void Release(string gate = "")
    {
        OnIsland(() => Gate(gate).IsHeld = false);
        Settle();
    }

    /// <summary>Sends the stage a message of its own and waits for the answer.</summary>
    /// <typeparam name="T">Type of the answer.</typeparam>
    /// <param name="message">The message.</param>
    public T Ask<T>(object message) => Actor.Ask<T>(message, Patience).GetAwaiter().GetResult();

    /// <summary>Makes the stage fall, as a fault between two bursts would, and waits for its rebirth.</summary>
    public void Restart()
    {
        long before = Restarts;
        Actor.Tell(Kill.Instance, ActorRefs.NoSender);
        WaitFor(() => Restarts > before && Stage.Running, "the stage to restart");
        Settle();
    }

    /// <summary>Stops the stage's actor; what waits or is held at it is dropped, and what arrives later.</summary>
    public void Stop()
    {
        if (!Actor.GracefulStop(Patience).GetAwaiter().GetResult())
        {
            throw new TimeoutException("The stage did not stop.");
        }

        Settle();
    }

    /// <summary>Waits until something is so, looking at it on the island, for what takes time: an edge that drops after a while.</summary>
    /// <param name="condition">True when the waiting is over.</param>
    /// <param name="what">What is waited for, for the message.</param>
    /// <exception cref="TimeoutException">It did not come.</exception>
    public void WaitFor(Func<bool> condition, string what)
    {
        long deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        bool met = false;
        while (!met)
        {
            OnIsland(() => met = condition());
            if (!met && Environment.TickCount64 > deadline)
            {
                throw new TimeoutException($"Waited {Patience.TotalSeconds:0} s for {what}.");
            }
        }
    }

    /// <summary>Checks that every packet and every buffer is accounted for.</summary>
    /// <exception cref="InvalidOperationException">One is not; the message gives the sums.</exception>
    public void CheckConservation()
    {
        string? loss = null;
        OnIsland(() => loss = _state.FindLoss());
        if (loss is not null)
        {
            throw new InvalidOperationException($"Stage '{Stage.Name}': {loss}.");
        }
    }

    /// <summary>Checks conservation, stops the stage, and takes everything down.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        try
        {
            OnIsland(() =>
            {
                foreach (GateState gate in _state.Gates)
                {
                    gate.IsHeld = false;
                }
            });
            Settle();
            CheckConservation();
            Stop();
            CheckConservation();
        }
        finally
        {
            Close();
        }
    }

    private void Close()
    {
        _system.Terminate().Wait(Patience);
        _state.Dispose();
    }

    private void Settle() => WaitFor(() => _state.IsSettled, "the packets to come to rest");

    private void Record(bool on) => OnIsland(() =>
    {
        foreach (GateState gate in _state.Gates)
        {
            gate.Recording = on;
        }
    });

    private void OnIsland(Action body) => _harness.Ask<Status.Success>(body).GetAwaiter().GetResult();

    private InputState Input(string gate) => Array.Find(_state.Inputs, input => input.Name == gate)
        ?? throw new ArgumentException($"Stage kind '{_state.Kind.Name}' has no input gate '{gate}'.", nameof(gate));

    private GateState Gate(string gate) => Array.Find(_state.Gates, g => g.Name == gate)
        ?? throw new ArgumentException($"No edge leaves gate '{gate}' of stage kind '{_state.Kind.Name}'.", nameof(gate));
}
