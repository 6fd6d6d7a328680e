namespace NfvRuntime.Actors.TestKit;

/// <summary>Expects events of the chosen kinds, or keeps them from the log.</summary>
public interface IEventFilterApplier
{
    /// <summary>Adds another kind.</summary>
    EventFilterFactory And { get; }

    /// <summary>Expects one event, during the block or soon after.</summary>
    void ExpectOne(Action action, CancellationToken cancellationToken = default);

    /// <summary>Expects one event, during the block or some time after.</summary>
    void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    /// <summary>Expects one event, during the block or soon after.</summary>
    T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default);

    /// <summary>Expects so many events, during the block or soon after.</summary>
    void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default);

    /// <summary>Expects so many events, during the block or some time after.</summary>
    void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    /// <summary>Expects so many events, during the block or soon after.</summary>
    T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default);

    /// <summary>Expects one event, during the block or soon after.</summary>
    Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default);

    /// <summary>Keeps the events of a block from the log.</summary>
    void Mute(Action action, CancellationToken cancellationToken = default);

    /// <summary>Keeps events from the log from now on.</summary>
    IUnmutableFilter Mute();
}
