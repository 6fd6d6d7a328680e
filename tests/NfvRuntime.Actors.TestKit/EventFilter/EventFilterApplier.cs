using Xunit;

namespace NfvRuntime.Actors.TestKit;

/// <summary>Applies filters to the log of a system.</summary>
internal sealed class EventFilterApplier(TestKitBase testKit, ActorSystem system, IReadOnlyList<EventFilter> filters) : IEventFilterApplier
{
    public EventFilterFactory And => new(testKit, system, filters);

    public void ExpectOne(Action action, CancellationToken cancellationToken = default) => Expect(1, action, cancellationToken);

    public void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Expect(1, timeout, action, cancellationToken);

    public T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default) => Expect(1, func, cancellationToken);

    public void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default) =>
        Expect(expectedCount, testKit.TestKitSettings.TestEventFilterLeeway, action, cancellationToken);

    public T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default)
    {
        T result = default!;
        Expect(expectedCount, () => { result = func(); }, cancellationToken);
        return result;
    }

    public void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default)
    {
        using var count = new Count(this);
        action();
        count.Await(expectedCount, testKit.Dilated(timeout), cancellationToken);
    }

    public async Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default)
    {
        using var count = new Count(this);
        await actionAsync().ConfigureAwait(false);
        count.Await(1, testKit.Dilated(testKit.TestKitSettings.TestEventFilterLeeway), cancellationToken);
    }

    public void Mute(Action action, CancellationToken cancellationToken = default)
    {
        using (Mute())
        {
            action();
        }
    }

    public IUnmutableFilter Mute() => new Count(this);

    /// <summary>Counts events from now until it is disposed of.</summary>
    private sealed class Count : IUnmutableFilter
    {
        private readonly EventFilterApplier _owner;
        private int _matched;

        public Count(EventFilterApplier owner)
        {
            _owner = owner;
            foreach (EventFilter filter in owner.Filters)
            {
                filter.Matched += Match;
                TestEventListener.Of(owner.System).Add(filter);
            }
        }

        public void Await(int expected, TimeSpan timeout, CancellationToken cancellationToken)
        {
            _owner.TestKit.AwaitConditionNoThrow(() => Volatile.Read(ref _matched) >= expected, timeout, null, cancellationToken);
            int matched = Volatile.Read(ref _matched);
            Assert.True(
                matched == expected,
                $"Received {matched} messages, expected {expected}, that match {string.Join(" or ", _owner.Filters)} (waited {timeout}).");
        }

        public void Unmute()
        {
            foreach (EventFilter filter in _owner.Filters)
            {
                TestEventListener.Of(_owner.System).Remove(filter);
                filter.Matched -= Match;
            }
        }

        public void Dispose() => Unmute();

        private void Match() => Interlocked.Increment(ref _matched);
    }

    private IReadOnlyList<EventFilter> Filters => filters;

    private ActorSystem System => system;

    private TestKitBase TestKit => testKit;
}
