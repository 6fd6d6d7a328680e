using System.Diagnostics;
using NfvRuntime.Actors.Islands;

namespace NfvRuntime.Sdk;

/// <summary>
/// The base of every stage: an ordinary actor whose messages are bursts. A stage overrides <see cref="OnBurst"/> and only sets
/// verdicts, lengths and bytes; this class sends, drops and returns afterwards, and settles the burst whatever happens.
/// </summary>
/// <remarks>
/// A stage that throws loses that burst, under <see cref="DropReasons.StageFault"/>, and the packets it held, and is restarted: a new
/// instance with the same <see cref="StageContext"/>. All members run on the stage's island.
/// </remarks>
public abstract class StageActor : UntypedActor
{
    /// <summary>Binds the stage to its context.</summary>
    /// <param name="stage">What outlives the instance.</param>
    protected StageActor(StageContext stage) => Stage = stage;

    /// <summary>Gates, drop reasons, counters, held packets and kept state.</summary>
    protected StageContext Stage { get; }

    /// <summary>Works on one burst: reads and writes packets and sets a verdict for those that do not leave by the default gate.</summary>
    /// <param name="burst">Only valid during the call.</param>
    protected abstract void OnBurst(Burst burst);

    /// <summary>Handles a control message. The base treats it as unhandled.</summary>
    /// <param name="message">Anything but a burst.</param>
    protected virtual void OnControl(object message) => Unhandled(message);

    /// <summary>Called when the stage is about to receive its first burst, after every birth and rebirth.</summary>
    protected virtual void OnStart()
    {
    }

    /// <summary>Called when the instance goes, restarted or stopped: close files, give back what is not kept in the context.</summary>
    protected virtual void OnStop()
    {
    }

    /// <inheritdoc/>
    protected sealed override void PreStart()
    {
        Stage.Attach(Self, Island.Current!);
        OnStart();
        Stage.Running = true;
        Stage.EndBlocked();
        if (Stage.Inputs.Any(edge => !edge.Waiting.IsEmpty))
        {
            Self.Tell(CreditReturned.Instance, ActorRefs.NoSender); // what waited for the instance before
        }
    }

    /// <inheritdoc/>
    protected sealed override void PreRestart(Exception reason, object message)
    {
        foreach (IActorRef child in Context.GetChildren())
        {
            Context.Unwatch(child);
            Context.Stop(child);
        }

        if (this is not OutOfServiceStage)
        {
            Stage.Counters.Restarts.Add(1);
            Stage.BeginBlocked();
        }

        Stage.DropHeld();
        OnStop();
    }

    /// <inheritdoc/>
    protected sealed override void PostStop()
    {
        OnStop();
        Stage.Close();
    }

    /// <inheritdoc/>
    protected sealed override void OnReceive(object message)
    {
        if (message is Burst burst)
        {
            if (Stage.Admit(burst))
            {
                Run(burst);
            }
        }
        else if (message is CreditReturned)
        {
            Resume();
        }
        else if (message is RetryDue)
        {
            Stage.RetryAt = 0;
            Resume();
        }
        else if (message is HomingBurst homing)
        {
            homing.Land();
        }
        else
        {
            OnControl(message);
        }
    }

    /// <summary>Runs the stage on a burst, or goes on with one whose split had to wait, and settles it.</summary>
    /// <returns>False if the burst has to wait for room behind a gate.</returns>
    private unsafe bool Run(Burst burst)
    {
        bool settled = false;
        bool sent;
        try
        {
            if (burst.SplitBegun)
            {
                sent = Stage.ContinueSplit(burst);
            }
            else
            {
                new Span<byte>(burst.Verdicts, burst.Count).Clear();
                if (Stage.Counters.Latency.IsDue(burst.Timestamp))
                {
                    RunTimed(burst);
                }
                else
                {
                    OnBurst(burst);
                }

                sent = Stage.Emit(burst);
            }

            settled = true;
        }
        finally
        {
            if (!settled)
            {
                Stage.DropFaulted(burst);
            }
        }

        if (!sent)
        {
            WaitForRoom();
        }

        return sent;
    }

    /// <summary>As <see cref="OnBurst"/>, and takes the time. One that throws is not counted.</summary>
    private void RunTimed(Burst burst)
    {
        long start = Stopwatch.GetTimestamp();
        OnBurst(burst);
        long end = Stopwatch.GetTimestamp();
        Stage.Counters.Latency.Record(end, end - start);
    }

    /// <summary>
    /// Goes on with what waits, input by input, as far as there is room. Begins behind the input that got on last, so that none takes all
    /// the room that becomes free.
    /// </summary>
    private void Resume()
    {
        int inputs = Stage.Inputs.Count;
        int first = Stage.NextInput;
        bool finished = false;
        try
        {
            for (int i = 0; i < inputs; i++)
            {
                int input = (first + i) % inputs;
                Edge edge = Stage.Inputs[input];
                while (edge.Waiting.Dequeue() is { } burst)
                {
                    int before = burst.Resume;
                    bool sent = Run(burst);
                    if (sent || burst.Resume != before)
                    {
                        Stage.NextInput = (input + 1) % inputs;
                    }

                    if (!sent)
                    {
                        break;
                    }
                }
            }

            finished = true;
        }
        finally
        {
            if (!finished)
            {
                Self.Tell(CreditReturned.Instance, ActorRefs.NoSender); // the failing burst is settled; the others still wait
            }
        }
    }

    /// <summary>Where a burst waits that may be dropped after a time, looks again then; one timer serves all that wait.</summary>
    private void WaitForRoom()
    {
        if (Stage.RetryAfter is not { } wait)
        {
            return;
        }

        long due = Stopwatch.GetTimestamp() + (long)(wait.TotalSeconds * Stopwatch.Frequency);
        if (Stage.RetryAt == 0 || due < Stage.RetryAt)
        {
            Stage.RetryAt = due;
            Context.System.Scheduler.ScheduleTellOnce(wait, Self, RetryDue.Instance, ActorRefs.NoSender);
        }
    }
}
