using NfvRuntime.Actors.Configuration;

namespace NfvRuntime.Actors;

/// <summary>The phases of a coordinated shutdown: the built-in ones, one after the other, and those that the configuration adds.</summary>
internal sealed class ShutdownPhases
{
    private const string Section = "akka.coordinated-shutdown";

    private static readonly string[] BuiltIn =
    [
        CoordinatedShutdown.PhaseBeforeServiceUnbind, CoordinatedShutdown.PhaseServiceUnbind, CoordinatedShutdown.PhaseServiceRequestsDone,
        CoordinatedShutdown.PhaseServiceStop, CoordinatedShutdown.PhaseBeforeClusterShutdown,
        CoordinatedShutdown.PhaseBeforeActorSystemTerminate, CoordinatedShutdown.PhaseActorSystemTerminate,
    ];

    private readonly Dictionary<string, Phase> _phases = [];
    private readonly List<string> _order = [];

    public ShutdownPhases(Config config)
    {
        TimeSpan usual = config.GetTimeSpan(Section + ".default-phase-timeout", TimeSpan.FromSeconds(5));
        Config? own = config.GetConfig(Section + ".phases");
        for (int i = 0; i < BuiltIn.Length; i++)
        {
            TimeSpan timeout = i == BuiltIn.Length - 1 ? TimeSpan.FromSeconds(10) : usual;
            Add(BuiltIn[i], own?.GetConfig(BuiltIn[i]), i == 0 ? [] : [BuiltIn[i - 1]], timeout);
        }

        foreach (string name in own?.Keys.Except(BuiltIn) ?? [])
        {
            Add(name, own!.GetConfig(name), [], usual);
        }

        foreach (string name in _phases.Keys)
        {
            Visit(name, []);
        }
    }

    public bool Contains(string phase) => _phases.ContainsKey(phase);

    public TimeSpan TimeoutOf(string phase) => Find(phase).Timeout;

    public bool Recovers(string phase) => Find(phase).Recovers;

    /// <summary>The phases in their order, from one on.</summary>
    public IEnumerable<string> From(string? phase)
    {
        if (phase is not null)
        {
            Find(phase);
        }

        return phase is null ? _order : _order.SkipWhile(name => name != phase);
    }

    private Phase Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _phases.TryGetValue(name, out Phase? phase)
            ? phase
            : throw new ArgumentException($"Unknown phase [{name}], known phases [{string.Join(", ", _order)}]. All phases must be defined in configuration.");
    }

    private void Add(string name, Config? own, string[] after, TimeSpan timeout)
    {
        string[] dependsOn = own?.HasPath("depends-on") is true ? [.. own.GetStringList("depends-on")] : after;
        _phases.Add(name, new Phase(dependsOn, own?.GetTimeSpan("timeout", timeout, allowInfinite: false) ?? timeout, own?.GetBoolean("recover", true) ?? true));
    }

    /// <summary>Puts a phase behind those it depends on.</summary>
    private void Visit(string name, List<string> way)
    {
        if (way.Contains(name))
        {
            throw new ArgumentException($"Cycle detected in graph of phases. It must be a DAG: {string.Join(" -> ", way)} -> {name}.");
        }

        if (_order.Contains(name) || !_phases.TryGetValue(name, out Phase? phase))
        {
            return;
        }

        foreach (string before in phase.DependsOn)
        {
            Visit(before, [.. way, name]);
        }

        _order.Add(name);
    }

    private sealed record Phase(string[] DependsOn, TimeSpan Timeout, bool Recovers);
}
