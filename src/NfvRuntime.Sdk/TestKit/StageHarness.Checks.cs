using NfvRuntime.Counters;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Sdk.TestKit;

/// <content>What tests look at.</content>
public sealed partial class StageHarness
{
    /// <summary>What the stage threw, the latest last; at most the last hundred.</summary>
    public IReadOnlyList<Exception> Faults
    {
        get
        {
            Exception[] faults = [];
            OnIsland(() => faults = [.. _state.Faults]);
            return faults;
        }
    }

    /// <summary>Names of drop reasons and metrics that the stage has used and its kind does not declare, so that listings lack them.</summary>
    public IReadOnlyList<string> Undeclared
    {
        get
        {
            string[] used = [];
            OnIsland(() => used =
            [
                .. Stage.Counters.Dropped.Keys.Where(reason => !DropReasons.All.Contains(reason)).Except(_state.Kind.Drops).Select(reason => reason.Name),
                .. Stage.Counters.Own.Select(own => own.Spec.Metric.Name).Distinct().Except(_state.Kind.Metrics.Select(metric => metric.Name)),
            ]);
            return used;
        }
    }

    /// <summary>Every mistake that a check of a chain file would find in settings, one line each.</summary>
    /// <param name="kind">The kind they are for.</param>
    /// <param name="settings">As <see cref="Of"/> takes them.</param>
    public static IReadOnlyList<string> Mistakes(StageKind kind, string settings)
    {
        var mistakes = new DiagnosticBag();
        SettingsText.Read(settings, kind, mistakes);
        return [.. mistakes.InFileOrder().Select(mistake => mistake.ToString())];
    }

    /// <summary>Checks that exactly these frames have left by the default gate since the last look at it, in this order.</summary>
    /// <param name="frames">The frames; none for no frame.</param>
    /// <exception cref="StageCheckException">They have not; the message says where they differ and what else happened.</exception>
    public void Expect(params byte[][] frames) => ExpectAt("", frames);

    /// <summary>Checks that exactly these frames have left by a gate since the last look at it, in this order.</summary>
    /// <param name="gate">Its name; empty for the default.</param>
    /// <param name="frames">The frames; none for no frame.</param>
    /// <exception cref="StageCheckException">They have not; the message says where they differ and what else happened.</exception>
    public void ExpectAt(string gate, params byte[][] frames)
    {
        if (FrameDifference.Of(frames, Take(gate)) is not { } difference) return;
        string drops = string.Join(", ", Drops.Select(drop => $"{drop.Key} {drop.Value}"));
        IReadOnlyList<Exception> faults = Faults;
        string thrown = faults.Count == 0 ? "" : $"; it threw {faults.Count} times, the last time {faults[^1]}";
        throw new StageCheckException(
            $"gate '{gate}' of stage '{Stage.Name}': {difference}; dropped: {(drops.Length == 0 ? "nothing" : drops)}{thrown}");
    }

    /// <summary>The value of a metric of the stage's own, summed over its cells.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="labels">Labels that a cell must have to count; none for all cells.</param>
    /// <exception cref="ArgumentException">The stage has no such cell.</exception>
    public long Count(Metric metric, params (string Key, string Value)[] labels)
    {
        var readings = new List<CounterReading>();
        OnIsland(() => Counters.Read(readings));
        CounterReading[] cells =
            [.. readings.Where(cell => cell.Metric.Name == metric.Name && Array.TrueForAll(labels, label => cell.Label(label.Key) == label.Value))];
        return cells.Length > 0
            ? (long)cells.Aggregate(0UL, (sum, cell) => sum + cell.Value)
            : throw new ArgumentException($"Stage '{Stage.Name}' has no cell of {metric.Name} with the labels {string.Join(", ", labels)}.", nameof(metric));
    }

    /// <summary>Sends the stage a message of its own, and returns when all that it set off has been done.</summary>
    /// <param name="message">The message.</param>
    public void Tell(object message)
    {
        Actor.Tell(message, ActorRefs.NoSender);
        Settle();
    }

    /// <summary>Feeds frames good and bad, as <see cref="HostileFrames"/> makes them, and checks that nothing throws and nothing is lost.</summary>
    /// <param name="packets">How many.</param>
    /// <param name="seed">Decides which; a failing test names it.</param>
    /// <param name="more">Frames to spoil besides the usual ones: those that only this stage reads deeper into.</param>
    /// <exception cref="StageCheckException">The stage threw, or something was lost.</exception>
    public FeedResult FeedHostile(long packets, int seed, params byte[][] more)
    {
        long before = Restarts;
        FeedResult result = Feed(packets, new HostileFrames(seed, more).Next);
        if (Restarts > before) throw new StageCheckException($"seed {seed}: stage '{Stage.Name}' threw {Restarts - before} times, the last time {Faults[^1]}");
        string? loss = null;
        OnIsland(() => loss = _state.FindLoss());
        return loss is null ? result : throw new StageCheckException($"seed {seed}: {loss}");
    }
}
