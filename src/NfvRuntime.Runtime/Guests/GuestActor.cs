using System.Diagnostics;
using NfvRuntime.Chains;
using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime;

/// <summary>
/// Supervises one guest: starts it, gives it its work, and when it dies has its regions put right and starts it again, at once the first time, then
/// after longer and longer pauses unless it runs for a while in between.
/// </summary>
internal sealed class GuestActor : UntypedActor, IWithTimers, IDisposable
{
    /// <summary>A guest that has run for so long begins with a clean slate.</summary>
    private static readonly TimeSpan GoodRun = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WorkPatience = TimeSpan.FromSeconds(60);
    private static readonly RetryBackoff Backoff = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10));

    private readonly GuestMember _member;
    private readonly IGuest _guest;
    private readonly RegionWard[] _wards;
    private readonly ChainPlan _plan;
    private readonly WaitingPolicy? _policy;
    private readonly Action<GuestLogEntry> _log;
    private readonly CancellationTokenSource _ending = new();
    private int _failures;
    private long _died;
    private long _ran;
    private bool _stopping;

    public GuestActor(ChainPlan plan, GuestMember member, IGuest guest, IEnumerable<RegionWard> wards, WaitingPolicy? policy, Action<GuestLogEntry> log)
    {
        _plan = plan;
        _member = member;
        _guest = guest;
        _wards = [.. wards.OrderBy(ward => ward.Number)]; // always in this order, so that nobody waits in a circle
        _policy = policy;
        _log = log;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Launch();

    protected override void PostStop()
    {
        _ending.Cancel();
        Dispose();
    }

    public void Dispose() => _ending.Dispose();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Started started:
                OnStarted(started.Session);
                break;
            case Works works when works.Session == _member.Session:
                OnWorks();
                break;
            case NoWork failure when failure.Session == _member.Session:
                OnNoWork(failure);
                break;
            case Works or NoWork:
                break; // it has died meanwhile
            case NotStarted failure:
                OnNotStarted(failure.Cause);
                break;
            case Gone gone:
                OnGone(gone);
                break;
            case Healed healed:
                OnHealed(healed);
                break;
            case Retry:
                Launch();
                break;
            case HealAgain:
                Heal();
                break;
            case StopSupervising:
                _stopping = true;
                _ending.Cancel();
                Sender.Tell(message, Self);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Launch()
    {
        if (!_stopping)
        {
            Set(GuestPhase.Starting);
            _guest.StartAsync(_ending.Token).PipeTo(Self, Self, session => new Started(session), cause => new NotStarted(cause));
        }
    }

    private void OnStarted(IGuestSession session)
    {
        _member.Session = session;
        _member.Set(_member.Status with { ProcessId = session.ProcessId, IsAdopted = _member.Status.IsAdopted || session.IsAdopted });
        session.Ended.PipeTo(Self, Self, why => new Gone(session, why));
        if (_stopping)
        {
            session.Kill("the chain stops");
            return;
        }

        WorkAsync(session).PipeTo(Self, Self, () => new Works(session), cause => new NoWork(session, cause));
    }

    /// <summary>In no region anybody counts buffers while this guest is being given its own.</summary>
    private async Task WorkAsync(IGuestSession session)
    {
        var stays = new List<IDisposable>();
        try
        {
            foreach (RegionWard ward in _wards)
            {
                stays.Add(await ward.EnterAsync(_ending.Token).ConfigureAwait(false));
            }

            _member.IsAttached = true;
            var devices = _member.Ports.ToDictionary(port => port.Name, port => port.Device);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
            patience.CancelAfter(WorkPatience); // others may have to wait for this
            await session.WorkAsync(new GuestWork(_plan, _member.Document, devices, _policy), patience.Token).ConfigureAwait(false);
            if (session.Counters is { } table)
            {
                _member.Totals.Begin(table, session.CountedBefore);
            }
        }
        finally
        {
            stays.ForEach(stay => stay.Dispose());
        }
    }

    private void OnWorks()
    {
        _ran = Stopwatch.GetTimestamp();
        Set(GuestPhase.Running);
        if (_died == 0)
        {
            string adopted = _member.Status.IsAdopted ? ", as it did for an earlier host" : "";
            _log(new GuestLogEntry(false, "", $"runs as process {_member.Status.ProcessId}{adopted}"));
        }
        else
        {
            TimeSpan outage = Stopwatch.GetElapsedTime(_died);
            _died = 0;
            _member.AddOutage(outage);
            _log(new GuestLogEntry(false, "", $"runs again after {outage.TotalMilliseconds:F0} ms, as process {_member.Status.ProcessId}"));
        }

        _member.Ran.TrySetResult();
    }

    private void OnNotStarted(Exception cause)
    {
        if (!_stopping)
        {
            _failures++;
            _member.Ran.TrySetException(cause);
            _log(new GuestLogEntry(true, "", $"cannot be started: {TextOf(cause)}"));
            LaunchLater();
        }
    }

    /// <summary>It is gone in a moment, and that is its death.</summary>
    private void OnNoWork(NoWork failure)
    {
        _member.Ran.TrySetException(failure.Cause);
        failure.Session.Kill($"it could not be put to work: {TextOf(failure.Cause)}");
    }

    private static string TextOf(Exception cause) =>
        cause is GuestRefusalException or IOException or OperationCanceledException ? cause.Message : $"{cause.GetType().Name}: {cause.Message}";

    private void OnGone(Gone gone)
    {
        if (_member.Session != gone.Session)
        {
            return;
        }

        _died = _died == 0 ? Stopwatch.GetTimestamp() : _died;
        _member.Session = null;
        _member.IsAttached = false;
        _member.Totals.End();
        gone.Session.DisposeAsync().AsTask().PipeTo(Self);
        if (_stopping)
        {
            Set(GuestPhase.Stopped);
            return;
        }

        _failures = _ran != 0 && Stopwatch.GetElapsedTime(_ran) >= GoodRun ? 0 : _failures + 1;
        _ran = 0;
        _member.Set(_member.Status with
        {
            Phase = GuestPhase.Healing,
            ProcessId = 0,
            Deaths = _member.Status.Deaths + 1,
            LastDeath = gone.Why,
        });
        _log(new GuestLogEntry(true, "", $"has died: {gone.Why}"));
        Heal();
    }

    private void Heal() => HealAsync().PipeTo(Self, Self, healing => new Healed(healing), cause => new Healed(default, cause));

    private async Task<Healing> HealAsync()
    {
        var pause = TimeSpan.Zero;
        ulong reclaimed = 0;
        foreach (RegionWard ward in _wards)
        {
            using IDisposable stay = await ward.EnterAsync(_ending.Token).ConfigureAwait(false);
            Healing healing = await ward.HealAsync(_member).ConfigureAwait(false);
            pause += healing.Pause;
            reclaimed += healing.Reclaimed;
        }

        return new Healing(pause, reclaimed);
    }

    private void OnHealed(Healed healed)
    {
        if (_stopping)
        {
            return;
        }

        if (healed.Cause is { } cause)
        {
            // Without its buffers the guest cannot go on, and somebody may still use them: nothing is safe but to try again.
            _log(new GuestLogEntry(true, "", $"its memory could not be put right: {cause.Message}"));
            Timers.StartSingleTimer(nameof(HealAgain), new HealAgain(), Backoff.First);
            return;
        }

        _member.AddHealing(healed.Healing);
        LaunchLater();
    }

    private void LaunchLater()
    {
        TimeSpan pause = _failures <= 1 ? TimeSpan.Zero : Backoff.Delay(_failures - 2);
        if (pause == TimeSpan.Zero)
        {
            Launch();
            return;
        }

        Set(GuestPhase.Waiting);
        _log(new GuestLogEntry(true, "", $"is started again in {FaultPolicy.Say(pause)}: it died {_failures} times in a row"));
        Timers.StartSingleTimer(nameof(Retry), new Retry(), pause);
    }

    private void Set(GuestPhase phase) => _member.Set(_member.Status with { Phase = phase });

    /// <summary>What dies from now on is not started again. Answered by itself.</summary>
    internal sealed record StopSupervising;

    private sealed record Started(IGuestSession Session);

    private sealed record Works(IGuestSession Session);

    private sealed record NoWork(IGuestSession Session, Exception Cause);

    private sealed record NotStarted(Exception Cause);

    private sealed record Gone(IGuestSession Session, string Why);

    private sealed record Healed(Healing Healing, Exception? Cause = null);

    private sealed record Retry;

    private sealed record HealAgain;
}
