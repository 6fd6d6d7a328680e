namespace NfvRuntime.Actors;

/// <summary>Signals that something is no longer wanted. Any thread.</summary>
public interface ICancelable
{
    /// <summary>Whether it has been cancelled.</summary>
    bool IsCancellationRequested { get; }

    /// <summary>The same as a token.</summary>
    CancellationToken Token { get; }

    /// <summary>Cancels.</summary>
    void Cancel();

    /// <summary>Cancels.</summary>
    /// <param name="throwOnFirstException">Whether what a registered callback throws comes through at once.</param>
    void Cancel(bool throwOnFirstException);

    /// <summary>Cancels later.</summary>
    /// <param name="delay">How much later.</param>
    void CancelAfter(TimeSpan delay);

    /// <summary>Cancels later.</summary>
    /// <param name="millisecondsDelay">How many milliseconds later.</param>
    void CancelAfter(int millisecondsDelay);
}
