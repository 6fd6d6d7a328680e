using System.Diagnostics;
using Xunit;

namespace NfvRuntime.Actors.TestKit;

/// <content>Time: limits of blocks, and waiting for something to become true.</content>
public abstract partial class TestKitBase
{
    private static readonly TimeSpan UsualInterval = TimeSpan.FromMilliseconds(5);

    private TimeSpan? _end;

    /// <summary>Time since some moment.</summary>
    public static TimeSpan Now => Stopwatch.GetElapsedTime(0);

    /// <summary>What is left of the innermost <c>Within</c>.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public TimeSpan Remaining => _end is { } end
        ? Max(end - Now, TimeSpan.Zero)
        : throw new InvalidOperationException("'Remaining' may not be called outside of 'Within'");

    /// <summary>What is left of the innermost <c>Within</c>, or the time of a single expectation.</summary>
    public TimeSpan RemainingOrDefault => RemainingOr(Dilated(TestKitSettings.SingleExpectDefault));

    /// <summary>A time stretched for slow machines.</summary>
    public TimeSpan Dilated(TimeSpan duration) => duration * TestKitSettings.TestTimeFactor;

    /// <summary>A given time, stretched, or what is left.</summary>
    public TimeSpan RemainingOrDilated(TimeSpan? duration) => duration is { } given ? Dilated(given) : RemainingOrDefault;

    /// <summary>A given time, or what is left.</summary>
    public TimeSpan GetTimeoutOrDefault(TimeSpan? timeout) => RemainingOrDilated(timeout);

    /// <summary>Runs a block that must end in time; what it expects may take as long as is left.</summary>
    public void Within(TimeSpan max, Action action, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, action, null, epsilonValue, cancellationToken);

    /// <summary>Runs a block that must end in time, and not too early.</summary>
    public void Within(
        TimeSpan min, TimeSpan max, Action action, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(
            min,
            max,
            () =>
            {
                action();
                return 0;
            },
            hint,
            epsilonValue,
            cancellationToken);

    /// <summary>Runs a block that must end in time.</summary>
    public T Within<T>(TimeSpan max, Func<T> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    /// <summary>Runs a block that must end in time, and not too early.</summary>
    public T Within<T>(
        TimeSpan min, TimeSpan max, Func<T> function, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        TimeSpan start = Now;
        TimeSpan? outer = _end;
        TimeSpan limit = outer is { } end ? Min(Dilated(max), end - start) : Dilated(max);
        _end = start + limit;
        T result;
        try
        {
            result = function();
        }
        finally
        {
            _end = outer;
        }

        TimeSpan took = Now - start;
        Assert.True(took >= min, $"block took {took}, should at least have been {min} {hint}");
        Assert.True(took <= limit + (epsilonValue ?? TimeSpan.Zero), $"block took {took}, exceeding {limit} {hint}");
        return result;
    }

    /// <summary>Runs an asynchronous block that must end in time.</summary>
    public async Task WithinAsync(
        TimeSpan max, Func<Task> actionAsync, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actionAsync);
        TimeSpan? outer = _end;
        TimeSpan limit = outer is null ? Dilated(max) : Min(Dilated(max), Remaining);
        _end = Now + limit;
        try
        {
            await actionAsync().WaitAsync(limit + (epsilonValue ?? TimeSpan.Zero), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _end = outer;
        }
    }

    /// <summary>Waits until a condition holds.</summary>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, null, cancellationToken);

    /// <summary>Waits until a condition holds.</summary>
    public void AwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null, CancellationToken cancellationToken = default) =>
        Assert.True(
            AwaitConditionNoThrow(conditionIsFulfilled, RemainingOrDilated(max), interval, cancellationToken),
            $"Timeout after {RemainingOrDilated(max)} while waiting for the condition. {message}");

    /// <summary>Waits until a condition holds.</summary>
    /// <returns>False if it did not hold in time.</returns>
    public bool AwaitConditionNoThrow(
        Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(conditionIsFulfilled);
        TimeSpan end = Now + max;
        while (!conditionIsFulfilled())
        {
            if (Now >= end)
            {
                return false;
            }

            cancellationToken.WaitHandle.WaitOne(interval ?? UsualInterval);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return true;
    }

    /// <summary>Waits until a condition holds.</summary>
    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => AwaitCondition(conditionIsFulfilled, max, cancellationToken), cancellationToken);

    /// <summary>Repeats an assertion until it does not throw.</summary>
    public void AwaitAssert(Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(assertion);
        TimeSpan end = Now + RemainingOrDilated(duration);
        while (true)
        {
            try
            {
                assertion();
                return;
            }
            catch (Exception) when (Now < end)
            {
                cancellationToken.WaitHandle.WaitOne(interval ?? UsualInterval);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Repeats an assertion until it does not throw.</summary>
    public Task AwaitAssertAsync(
        Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => AwaitAssert(assertion, duration, interval, cancellationToken), cancellationToken);

    /// <summary>What is left of the innermost <c>Within</c>, or a given time.</summary>
    protected TimeSpan RemainingOr(TimeSpan duration) => _end is null ? duration : Remaining;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
