using System.Runtime.InteropServices;
using NfvRuntime.Actors.Configuration;
using NfvRuntime.Actors.Event;

namespace NfvRuntime.Actors;

/// <summary>
/// Ends a system in phases: the tasks of a phase run side by side, the next phase begins when all are done or the time of the phase is
/// up, and the last phase stops the actors. Runs when the system is terminated and when the process is asked to end (SIGTERM, or the end
/// of its main method), once it has been asked for with <see cref="Get"/>. Any thread.
/// </summary>
public sealed partial class CoordinatedShutdown : IExtension
{
    private readonly ActorSystemImpl _system;
    private readonly ShutdownPhases _phases;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<(string Name, Func<Task<Done>> Start)>> _tasks = [];
    private readonly TaskCompletionSource<Done> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Reason? _reason;

    internal CoordinatedShutdown(ActorSystemImpl system)
    {
        _system = system;
        _phases = new ShutdownPhases(system.Config);
        RunsByTermination = system.Config.GetBoolean("akka.coordinated-shutdown.run-by-actor-system-terminate", true);
        if (system.Config.GetBoolean("akka.coordinated-shutdown.terminate-actor-system", true))
        {
            AddTask(PhaseActorSystemTerminate, "terminate-system", Terminate);
        }

        if (system.Config.GetBoolean("akka.coordinated-shutdown.run-by-clr-shutdown-hook", true))
        {
            HookProcessExit();
        }
    }

    /// <summary>Why it was run; null if it was not.</summary>
    public Reason? ShutdownReason => Volatile.Read(ref _reason);

    /// <summary>How long all phases that have tasks may take.</summary>
    public TimeSpan TotalTimeout
    {
        get
        {
            lock (_lock)
            {
                return _tasks.Keys.Aggregate(TimeSpan.Zero, (sum, phase) => sum + _phases.TimeoutOf(phase));
            }
        }
    }

    internal bool RunsByTermination { get; }

    /// <summary>The coordinated shutdown of a system.</summary>
    /// <param name="sys">The system.</param>
    public static CoordinatedShutdown Get(ActorSystem sys) => sys is ActorSystemImpl system
        ? system.Shutdown()
        : throw new ArgumentException($"{sys} is not a system of this actor engine.", nameof(sys));

    /// <summary>Adds a task. One that is added to a phase that has begun is not run.</summary>
    /// <param name="phase">One of the phases of this class, or of the configuration.</param>
    /// <param name="taskName">Its name in the log.</param>
    /// <param name="task">Starts the task.</param>
    /// <exception cref="ConfigurationException">There is no such phase.</exception>
    public void AddTask(string phase, string taskName, Func<Task<Done>> task)
    {
        ArgumentException.ThrowIfNullOrEmpty(taskName);
        ArgumentNullException.ThrowIfNull(task);
        if (!_phases.Contains(phase))
        {
            throw new ConfigurationException($"Unknown phase [{phase}], known phases [{string.Join(", ", _phases.From(null))}].");
        }

        lock (_lock)
        {
            if (!_tasks.TryGetValue(phase, out List<(string, Func<Task<Done>>)>? tasks))
            {
                _tasks.Add(phase, tasks = []);
            }

            tasks.Add((taskName, task));
        }
    }

    /// <summary>How long a phase may take.</summary>
    /// <param name="phase">The phase.</param>
    /// <exception cref="ArgumentException">There is no such phase.</exception>
    public TimeSpan Timeout(string phase) => _phases.TimeoutOf(phase);

    /// <summary>Runs the phases, the first time it is called.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="fromPhase">The phase to begin with; null for the first.</param>
    /// <returns>Completes when the last phase has ended, for every caller.</returns>
    public Task<Done> Run(Reason reason, string? fromPhase = null)
    {
        ArgumentNullException.ThrowIfNull(reason);
        string[] phases = [.. _phases.From(fromPhase)];
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null)
        {
            _ = Task.Run(() => RunAll(phases));
        }

        return _done.Task;
    }

    private async Task RunAll(string[] phases)
    {
        try
        {
            foreach (string phase in phases)
            {
                await RunPhase(phase).ConfigureAwait(false);
            }

            _done.SetResult(Done.Instance);
        }
        catch (Exception thrown)
        {
            _done.SetException(thrown);
        }
    }

    private async Task RunPhase(string phase)
    {
        (string Name, Func<Task<Done>> Start)[] tasks;
        lock (_lock)
        {
            tasks = _tasks.TryGetValue(phase, out List<(string, Func<Task<Done>>)>? added) ? [.. added] : [];
        }

        if (tasks.Length == 0)
        {
            return;
        }

        bool recovers = _phases.Recovers(phase);
        try
        {
            await Task.WhenAll(tasks.Select(task => RunTask(phase, task.Name, task.Start, recovers))).WaitAsync(_phases.TimeoutOf(phase)).ConfigureAwait(false);
        }
        catch (TimeoutException) when (recovers)
        {
            _system.Log.Warning("Coordinated shutdown phase [{0}] timed out after {1}", phase, _phases.TimeoutOf(phase));
        }
    }

    private async Task RunTask(string phase, string name, Func<Task<Done>> start, bool recovers)
    {
        try
        {
            await start().ConfigureAwait(false);
        }
        catch (Exception thrown) when (recovers)
        {
            _system.Log.Warning("Task [{0}] failed in phase [{1}]: {2}", name, phase, thrown.Message);
        }
    }

    private async Task<Done> Terminate()
    {
        await _system.FinalTerminate().ConfigureAwait(false);
        return Done.Instance;
    }

    /// <summary>The runtime does not raise ProcessExit for SIGTERM; what the signal does otherwise, it still does afterwards.</summary>
    private void HookProcessExit()
    {
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
        var signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => OnProcessExit(this, EventArgs.Empty));
        _system.WhenTerminated.ContinueWith(
            _ =>
            {
                AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
                signal.Dispose();
            },
            TaskScheduler.Default);
    }

    /// <summary>The process ends when this returns, so it waits.</summary>
    private void OnProcessExit(object? sender, EventArgs e) => Run(ClrExitReason.Instance).Wait(TotalTimeout);
}
