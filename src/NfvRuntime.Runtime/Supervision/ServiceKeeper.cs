using System.Diagnostics;
using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime;

/// <summary>
/// Decides about the failures of one stage or ring: restarts it, discards its state, takes it out of service, tries it again, and says so.
/// Outlives the actors. On the segment's island.
/// </summary>
internal abstract class ServiceKeeper
{
    private readonly RestartLimit _limit;
    private readonly RetryBackoff _retry;
    private readonly FailureRecord _record;
    private readonly string _what;
    private IActorContext? _supervisor;
    private ITimerScheduler? _timers;
    private long _nextLogged = 1;
    private int _failedTries;
    private long _outSince;

    /// <param name="what">What users call it, <c>stage 'fw'</c>.</param>
    /// <param name="limit">K in T.</param>
    /// <param name="retry">When it is tried again.</param>
    /// <param name="hasState">True if it has state that can be discarded.</param>
    protected ServiceKeeper(string what, RestartLimit limit, RetryBackoff retry, bool hasState)
    {
        _what = what;
        _limit = limit;
        _retry = retry;
        _record = new FailureRecord(limit, hasState);
    }

    /// <summary>Whether it is in service. Any thread.</summary>
    public abstract ServiceStatus Status { get; }

    /// <summary>Its actor.</summary>
    protected IActorRef Actor { get; private set; } = ActorRefs.Nobody;

    /// <summary>The actor has been made, at the start or by a segment that begins anew.</summary>
    /// <param name="supervisor">The segment's actor.</param>
    /// <param name="timers">Its timers; that of a keeper has the keeper as key and as message.</param>
    /// <param name="actor">The new actor.</param>
    public void Attach(IActorContext supervisor, ITimerScheduler timers, IActorRef actor)
    {
        _supervisor = supervisor;
        _timers = timers;
        Actor = actor;
        if (Status.IsOut)
        {
            ScheduleRetry();
        }
        else if (Status.State == ServiceState.OnTrial)
        {
            Schedule(_limit.Within);
        }
    }

    /// <summary>The actor has failed. It is restarted whatever this decides; what with, is another question.</summary>
    /// <param name="cause">Its failure.</param>
    /// <returns>True if the chain has to stop.</returns>
    public bool Failed(Exception cause)
    {
        if (Status.IsOut)
        {
            if (cause is ActorKilledException)
            {
                BeginTrial();
            }

            return false;
        }

        bool atStart = cause is ActorInitializationException start && Equals(start.Actor, Actor);
        Exception reason = atStart ? cause.InnerException ?? cause : cause;
        if (atStart)
        {
            CountFailedStart();
        }

        Remedy remedy = _record.Add(Stopwatch.GetTimestamp(), atStart);
        if (Status.State == ServiceState.OnTrial)
        {
            _failedTries++;
            TakeOut($"it failed again: {Say(reason)}", reason);
        }
        else if (remedy == Remedy.TakeOut)
        {
            _failedTries = 0;
            _outSince = Stopwatch.GetTimestamp();
            TakeOut($"it failed {Times(_record.Run)} within {FaultPolicy.Say(_limit.Within)}, the last time of {Say(reason)}", reason);
            return Status.Instead == OnFault.Stop;
        }
        else if (remedy == Remedy.StartAfresh)
        {
            Log(reason, $"failed {Times(_record.Run)} within {FaultPolicy.Say(_limit.Within)}: {DiscardState()}");
        }
        else if (_record.Total >= _nextLogged)
        {
            _nextLogged *= 10;
            Log(reason, $"restarted{(_record.Total == 1 ? "" : $" for the {_record.Total}th time")}: {Say(reason)}");
        }

        return false;
    }

    /// <summary>Takes it out of service although it has never been in service.</summary>
    /// <param name="instead">What becomes of its packets.</param>
    /// <param name="cause">Why it could not be made.</param>
    public void NeverStarted(OnFault instead, Exception cause)
    {
        _outSince = Stopwatch.GetTimestamp();
        TakeOut($"it cannot be made: {Say(cause)}", cause, instead);
    }

    /// <summary>Its timer has run out: it is to be tried again, or has stood its trial.</summary>
    public void OnTimer()
    {
        if (Status.IsOut)
        {
            Try();
        }
        else if (Status.State == ServiceState.OnTrial)
        {
            Set(ServiceStatus.InService);
            TimeSpan away = Stopwatch.GetElapsedTime(_outSince);
            _failedTries = 0;
            Log(null, $"is back in service after {FaultPolicy.Say(away)}");
        }
    }

    /// <summary>What becomes of its packets while it is out of service.</summary>
    protected abstract OnFault Instead { get; }

    /// <summary>Makes a status known.</summary>
    protected abstract void Set(ServiceStatus status);

    /// <summary>Sees to it that it begins without state.</summary>
    /// <returns>What was done, for the log.</returns>
    protected abstract string DiscardState();

    /// <summary>It is out of service from now on.</summary>
    protected abstract void OnTakenOut();

    /// <summary>Begins a try; ends in <see cref="BeginTrial"/>.</summary>
    protected abstract void Try();

    /// <summary>An instance could not be made.</summary>
    protected abstract void CountFailedStart();

    /// <summary>It works again, and the next failure counts.</summary>
    protected void BeginTrial()
    {
        Set(Status with { State = ServiceState.OnTrial });
        Log(null, $"is tried again; if it stands {FaultPolicy.Say(_limit.Within)}, it is back in service");
        Schedule(_limit.Within);
    }

    private static string Say(Exception cause) => $"{cause.GetType().Name}: {cause.Message.TrimEnd('.')}";

    private static string Times(int count) => count == 1 ? "once" : $"{count} times";

    private void TakeOut(string why, Exception cause, OnFault? instead = null)
    {
        OnFault becomes = instead ?? (Status.State == ServiceState.OnTrial ? Status.Instead : Instead);
        DiscardState();
        Set(new ServiceStatus(ServiceState.OutOfService, becomes, why));
        OnTakenOut();
        string next = becomes == OnFault.Stop ? "the chain stops (on-fault: stop)"
            : $"{(becomes == OnFault.Bypass ? "packets bypass it" : "its packets are dropped")} (on-fault: {(becomes == OnFault.Bypass ? "bypass" : "drop")}); "
                + (_retry.IsNever ? "it is not tried again" : $"next try in {FaultPolicy.Say(_retry.Delay(_failedTries))}");
        Log(cause, $"out of service: {why}; {next}");
        if (becomes != OnFault.Stop)
        {
            ScheduleRetry();
        }
    }

    private void ScheduleRetry()
    {
        if (_retry.IsNever)
        {
            _timers!.Cancel(this);
        }
        else
        {
            Schedule(_retry.Delay(_failedTries));
        }
    }

    private void Schedule(TimeSpan after) => _timers!.StartSingleTimer(this, this, after);

    private void Log(Exception? cause, string text) =>
        _supervisor!.System.EventStream.Publish(new ActorEvents.Warning(cause, _what, GetType(), text));
}
