using NfvRuntime.Host;
using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime;

/// <summary>What a receive ring's actor works with and what outlives it: the ring, its credits, its edge, its books.</summary>
/// <param name="Driver">The ring.</param>
/// <param name="Pool">The ring's credits.</param>
/// <param name="Edge">Where its bursts go; <see cref="Sdk.Edge.End"/> if the path ends at once.</param>
/// <param name="Books">Its cells.</param>
/// <param name="Budget">Packets taken in one turn at most.</param>
public sealed record RxRingState(RingDriver Driver, BurstPool Pool, Edge Edge, RingBooks Books, int Budget) : ISupervisedRing
{
    private volatile ServiceStatus _status = ServiceStatus.InService;

    /// <summary>Whether the ring is in service. Any thread.</summary>
    public ServiceStatus Status => _status;

    /// <summary>True once the ring is to take no more packets.</summary>
    internal bool Stopped { get; set; }

    /// <summary>True if the source has ended and everything taken is home again.</summary>
    internal bool Drained => (Stopped || Driver.InputEnded) && Pool.Available == Pool.Bursts.Count;

    /// <summary>True while the ring takes no packets: they stay in the port.</summary>
    internal bool IsIdle => Stopped || _status.IsOut;

    void ISupervisedRing.SetStatus(ServiceStatus status)
    {
        _status = status;
        Books.OutOfService.Set(status.IsOut ? 1UL : 0);
    }

    void ISupervisedRing.OnTakenOut()
    {
    }
}
