using NfvRuntime.Actors.Event;

namespace NfvRuntime.Actors.Pattern;

/// <content>What it is told and answers.</content>
public sealed partial class BackoffSupervisor
{
    /// <summary>Asks for the child; <see cref="CurrentChild"/> is the answer.</summary>
    public sealed class GetCurrentChild
    {
        /// <summary>The only one.</summary>
        public static readonly GetCurrentChild Instance = new();

        private GetCurrentChild()
        {
        }
    }

    /// <summary>The child.</summary>
    public sealed class CurrentChild
    {
        /// <summary>Makes the answer.</summary>
        /// <param name="ref">The child; null while there is none.</param>
        public CurrentChild(IActorRef? @ref) => Ref = @ref;

        /// <summary>The child; null while there is none.</summary>
        public IActorRef? Ref { get; }
    }

    /// <summary>Makes the wait begin anew from the shortest; only where the options say <see cref="BackoffOptions.WithManualReset"/>.</summary>
    public sealed class Reset
    {
        /// <summary>The only one.</summary>
        public static readonly Reset Instance = new();

        private Reset()
        {
        }
    }

    /// <summary>Asks how often the child was started again; <see cref="RestartCount"/> is the answer.</summary>
    public sealed class GetRestartCount
    {
        /// <summary>The only one.</summary>
        public static readonly GetRestartCount Instance = new();

        private GetRestartCount()
        {
        }
    }

    /// <summary>How often the child was started again since the wait began anew.</summary>
    public sealed class RestartCount
    {
        /// <summary>Makes the answer.</summary>
        /// <param name="count">How often.</param>
        public RestartCount(int count) => Count = count;

        /// <summary>How often.</summary>
        public int Count { get; }
    }

    private sealed class StartChild : IDeadLetterSuppression
    {
        public static readonly StartChild Instance = new();
    }

    private sealed class ResetRestartCount(int current) : IDeadLetterSuppression
    {
        public int Current => current;
    }
}
