namespace NfvRuntime.Actors;

/// <content>The phases, in their order, and the reasons.</content>
public sealed partial class CoordinatedShutdown
{
    /// <summary>The first phase: before incoming work is refused.</summary>
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";

    /// <summary>No more incoming work.</summary>
    public const string PhaseServiceUnbind = "service-unbind";

    /// <summary>Wait for the work that is under way.</summary>
    public const string PhaseServiceRequestsDone = "service-requests-done";

    /// <summary>End what serves.</summary>
    public const string PhaseServiceStop = "service-stop";

    /// <summary>Before a cluster is left; a phase for the user's tasks, since there is no cluster.</summary>
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";

    /// <summary>Before the actors are stopped.</summary>
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";

    /// <summary>The last phase: stops the actors.</summary>
    public const string PhaseActorSystemTerminate = "actor-system-terminate";

    /// <summary>Why a shutdown runs; derive from it for reasons of one's own.</summary>
    public class Reason
    {
        /// <summary>Makes the reason.</summary>
        protected Reason()
        {
        }
    }

    /// <summary>Nobody said why.</summary>
    public class UnknownReason : Reason
    {
        /// <summary>The only one.</summary>
        public static readonly Reason Instance = new UnknownReason();

        private UnknownReason()
        {
        }
    }

    /// <summary>The system is terminated.</summary>
    public class ActorSystemTerminateReason : Reason
    {
        /// <summary>The only one.</summary>
        public static readonly Reason Instance = new ActorSystemTerminateReason();

        private ActorSystemTerminateReason()
        {
        }
    }

    /// <summary>The process ends.</summary>
    public class ClrExitReason : Reason
    {
        /// <summary>The only one.</summary>
        public static readonly Reason Instance = new ClrExitReason();

        private ClrExitReason()
        {
        }
    }
}
