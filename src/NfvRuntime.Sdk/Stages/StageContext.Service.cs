namespace NfvRuntime.Sdk;

/// <content>In service, out of service, and what becomes of kept state.</content>
public sealed partial class StageContext
{
    private volatile ServiceStatus _status = ServiceStatus.InService;
    private bool _freshStateDue;

    /// <summary>What is done when the stage fails.</summary>
    public FaultPolicy Faults { get; init; } = new();

    /// <summary>Whether the stage is in service. Any thread.</summary>
    public ServiceStatus Status => _status;

    /// <summary>True if there is state that would be discarded.</summary>
    internal bool HasState => _kept.Count > 0;

    /// <summary>Said by the supervisor, on the stage's island.</summary>
    internal void SetStatus(ServiceStatus status)
    {
        _status = status;
        Counters.OutOfService.Set(status.IsOut ? 1UL : 0);
    }

    /// <summary>The next instance starts without kept state. What is kept is discarded only then: the old instance may still close files.</summary>
    internal void StartAfresh()
    {
        if (HasState && !_freshStateDue)
        {
            Counters.StateDiscards.Add(1);
        }

        _freshStateDue = true;
    }

    /// <summary>An instance is about to be made.</summary>
    internal void PrepareInstance()
    {
        if (!_freshStateDue)
        {
            return;
        }

        _freshStateDue = false;
        object[] discarded = [.. _kept.Values];
        _kept.Clear();
        foreach (IDisposable state in discarded.OfType<IDisposable>())
        {
            try
            {
                state.Dispose();
            }
            catch (Exception)
            {
                // It is discarded because it may be broken.
            }
        }
    }
}
