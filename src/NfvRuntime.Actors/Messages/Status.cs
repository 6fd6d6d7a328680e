namespace NfvRuntime.Actors;

/// <summary>An answer that says only whether something went well. A <see cref="Failure"/> makes the <c>Ask</c> that waits for it fail.</summary>
public abstract class Status
{
    /// <summary>Only the two below.</summary>
    private protected Status()
    {
    }

    /// <summary>It went well.</summary>
    public sealed class Success : Status
    {
        /// <summary>What there is to say, if anything.</summary>
        public readonly object? Status;

        /// <summary>Makes the answer.</summary>
        /// <param name="status">What there is to say, if anything.</param>
        public Success(object? status) => Status = status;

        /// <inheritdoc/>
        public override string ToString() => Status is null ? "Success" : $"Success: {Status}";
    }

    /// <summary>It did not go well.</summary>
    public sealed class Failure : Status
    {
        /// <summary>Why.</summary>
        public readonly Exception Cause;

        /// <summary>Makes the answer.</summary>
        /// <param name="cause">Why.</param>
        public Failure(Exception cause) => Cause = cause;

        /// <inheritdoc/>
        public override string ToString() => $"Failure: {Cause}";
    }
}
