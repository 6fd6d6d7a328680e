using System.Diagnostics.CodeAnalysis;
using Xunit;

namespace NfvRuntime.Actors.TestKit;

/// <content>Receiving messages without saying what they are.</content>
public abstract partial class TestKitBase
{
    /// <summary>Waits for a message.</summary>
    /// <returns>Null if none came in time.</returns>
    public object? ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        TryReceiveOne(out MessageEnvelope? envelope, max, cancellationToken) ? envelope.Message : null;

    /// <summary>Waits for a message.</summary>
    /// <returns>False if none came in time.</returns>
    public bool TryReceiveOne([NotNullWhen(true)] out MessageEnvelope? envelope, TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        bool came = TryTake(out envelope, RemainingOrDilated(max), cancellationToken);
        LastEnvelope = came ? envelope! : NullMessageEnvelope.Instance;
        return came;
    }

    /// <summary>Waits for a message, and leaves it where it is.</summary>
    /// <returns>Null if none came in time.</returns>
    public object? PeekOne(TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        if (!TryTake(out MessageEnvelope? envelope, RemainingOrDilated(max), cancellationToken))
        {
            return null;
        }

        _peeked.AddFirst(envelope);
        return envelope.Message;
    }

    /// <summary>Waits for a number of messages.</summary>
    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, CancellationToken cancellationToken = default) =>
        ReceiveN(numberOfMessages, RemainingOrDefault, cancellationToken);

    /// <summary>Waits for a number of messages.</summary>
    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default)
    {
        TimeSpan end = Now + Dilated(max);
        List<object> received = [];
        while (received.Count < numberOfMessages)
        {
            bool came = TryReceiveOne(out MessageEnvelope? envelope, Max(end - Now, TimeSpan.Zero), cancellationToken);
            Assert.True(came, $"Timeout ({max}) while expecting {numberOfMessages} messages. Only got {received.Count} after {max}.");
            received.Add(envelope!.Message!);
        }

        return received;
    }

    /// <summary>Receives as long as a filter gives something for the message; the first other one is left.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(
        Func<object, T?> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(filter);
        TimeSpan end = Now + RemainingOrDilated(max);
        List<T> received = [];
        while (received.Count < msgs)
        {
            TimeSpan left = Min(Max(end - Now, TimeSpan.Zero), idle ?? TimeSpan.MaxValue);
            if (!TryTake(out MessageEnvelope? envelope, left, cancellationToken))
            {
                break;
            }

            if (filter(envelope.Message!) is not { } wanted)
            {
                _peeked.AddFirst(envelope);
                break;
            }

            LastEnvelope = envelope;
            received.Add(wanted);
        }

        return received;
    }

    /// <summary>Receives until a message of a type comes for which a condition holds; forgets the others.</summary>
    public T FishForMessage<T>(Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(isMessage);
        TimeSpan limit = RemainingOrDilated(max);
        TimeSpan end = Now + limit;
        while (TryReceiveOne(out MessageEnvelope? envelope, Max(end - Now, TimeSpan.Zero), cancellationToken))
        {
            if (envelope.Message is T typed && isMessage(typed))
            {
                return typed;
            }
        }

        throw Xunit.Sdk.FailException.ForFailure($"Timeout ({limit}) during fishForMessage<{typeof(T).Name}>, hint: {hint}");
    }

    /// <summary>Receives until a message comes for which a condition holds; forgets the others.</summary>
    public object FishForMessage(Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage<object>(isMessage, max, hint, cancellationToken);

    /// <summary>Receives until a message of a type comes for which a condition holds.</summary>
    public ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        new(Task.Run(() => FishForMessage(isMessage, max, hint, cancellationToken), cancellationToken));

    private bool TryTake([NotNullWhen(true)] out MessageEnvelope? envelope, TimeSpan max, CancellationToken cancellationToken)
    {
        if (_peeked.First is { } first)
        {
            envelope = first.Value;
            _peeked.RemoveFirst();
            return true;
        }

        int milliseconds = max == Timeout.InfiniteTimeSpan ? -1 : (int)Math.Min(int.MaxValue, Math.Ceiling(Math.Max(0, max.TotalMilliseconds)));
        return _queue.TryTake(out envelope, milliseconds, cancellationToken);
    }
}
