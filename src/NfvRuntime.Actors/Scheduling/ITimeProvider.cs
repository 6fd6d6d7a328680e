namespace NfvRuntime.Actors;

/// <summary>A clock.</summary>
public interface ITimeProvider
{
    /// <summary>Date and time.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Time since some moment; never goes back.</summary>
    TimeSpan MonotonicClock { get; }

    /// <summary>As <see cref="MonotonicClock"/>, as finely as the machine can.</summary>
    TimeSpan HighResMonotonicClock { get; }
}
