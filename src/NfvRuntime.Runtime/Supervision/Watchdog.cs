using System.Diagnostics;
using NfvRuntime.Actors.Islands;
using NfvRuntime.Counters;
using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime;

/// <summary>
/// Looks at an island from a thread of its own, whether something there does not return. After the first deadline it says so; after
/// twice that it gives the island up. It cannot help: a thread in somebody's code can only be ended with its process.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    private const int LooksPerDeadline = 20;
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromMilliseconds(250);

    private readonly Island _island;
    private readonly TimeSpan _patience;
    private readonly TimeSpan _period;
    private readonly Action<string> _log;
    private readonly StallClock _clock;
    private readonly Counter _islandCell;
    private readonly Dictionary<string, Counter> _stageCells;
    private readonly TaskCompletionSource<Stall> _hung = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEvent _end = new(false);
    private readonly Thread? _thread;
    private volatile Stall? _stall;
    private string _stage = "";
    private long _excusedUntil;
    private bool _disposed;

    /// <summary>Begins to look.</summary>
    /// <param name="island">At what.</param>
    /// <param name="segment">What runs there.</param>
    /// <param name="patience">The first deadline; zero to look at nothing.</param>
    /// <param name="log">Gets what is to be logged, on the watchdog's thread.</param>
    public Watchdog(Island island, Segment segment, TimeSpan patience, Action<string> log)
    {
        _island = island;
        _patience = patience;
        _log = log;
        _period = TimeSpan.FromTicks(Math.Min(patience.Ticks / LooksPerDeadline, LongestPeriod.Ticks));
        _clock = new StallClock(_period);
        CounterTable table = segment.Counters;
        _islandCell = table.AddBlock([new(LabelKeys.Island, island.Id)], Catalogue.IslandStalled)[0];
        _stageCells = segment.Stages.ToDictionary(
            stage => stage.Name,
            stage => table.AddBlock([new(LabelKeys.Chain, segment.Chain), new(LabelKeys.Stage, stage.Name)], Catalogue.StageStalled)[0]);
        if (patience > TimeSpan.Zero)
        {
            _thread = new Thread(Watch) { IsBackground = true, Name = $"{island.Id}/watchdog" };
            _thread.Start();
        }
    }

    /// <summary>What does not return now, if the first deadline is over. Any thread.</summary>
    public Stall? Stall => _stall;

    /// <summary>Completes when the second deadline is over.</summary>
    public Task<Stall> Hung => _hung.Task;

    /// <summary>What runs on the island at this moment, in words; null if nothing does. Any thread.</summary>
    public string? Running => _island.Pulse.Running is { } actor ? Describe(actor, out _) : null;

    /// <summary>For so long the island may stand still: it was asked to.</summary>
    public void Excuse(TimeSpan time) => Volatile.Write(ref _excusedUntil, Environment.TickCount64 + (long)time.TotalMilliseconds);

    /// <summary>Looks no more.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _end.Set();
        _thread?.Join();
        _end.Dispose();
    }

    private void Watch()
    {
        while (!_end.WaitOne(_period))
        {
            IslandPulse pulse = _island.Pulse;
            _clock.Look(pulse, counts: !Debugger.IsAttached && Environment.TickCount64 >= Volatile.Read(ref _excusedUntil));
            if (_clock.Stalled >= _patience)
            {
                OnStalled(pulse.Running!);
            }
            else if (_stall is { } over)
            {
                _stall = null;
                Publish(0);
                _log($"{over.What} has returned after {FaultPolicy.Say(over.For)} or more");
            }
        }
    }

    private void OnStalled(IActorRef running)
    {
        bool isNew = _stall is null;
        var stall = new Stall(Describe(running, out _stage), _clock.Stalled);
        _stall = stall;
        if (isNew)
        {
            Publish(1);
            _log($"{stall}: nothing else of the chain runs meanwhile");
        }

        if (stall.For >= 2 * _patience && _hung.TrySetResult(stall))
        {
            _log($"{stall}: given up (watchdog: {FaultPolicy.Say(_patience)}, and as long again)");
        }
    }

    private void Publish(ulong value)
    {
        _islandCell.Set(value);
        if (_stageCells.TryGetValue(_stage, out Counter cell))
        {
            cell.Set(value);
        }
    }

    private string Describe(IActorRef actor, out string stage)
    {
        string name = actor.Path.Name;
        const string prefix = "stage-";
        stage = name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : "";
        return _stageCells.ContainsKey(stage) ? $"stage '{stage}'" : $"actor '{name}'";
    }
}
