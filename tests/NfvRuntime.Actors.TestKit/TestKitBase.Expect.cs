using Xunit;

namespace NfvRuntime.Actors.TestKit;

/// <content>Expecting messages.</content>
public abstract partial class TestKitBase
{
    /// <summary>Expects a message of a type.</summary>
    public T ExpectMsg<T>(TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(static (_, _) => { }, duration, hint, cancellationToken);

    /// <summary>Expects a message that equals another.</summary>
    public T ExpectMsg<T>(T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>((actual, _) => Assert.Equal(message, actual), timeout, hint, cancellationToken);

    /// <summary>Expects a message that equals another by a comparison.</summary>
    public T ExpectMsg<T>(
        T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>((actual, _) => Assert.True(comparer(expected, actual), $"Expected {expected}, got {actual}. {hint}"), timeout, hint, cancellationToken);

    /// <summary>Expects a message for which a condition holds.</summary>
    public T ExpectMsg<T>(Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>((actual, _) => Assert.True(isMessage(actual), $"Got {actual}, which does not fit. {hint}"), timeout, hint, cancellationToken);

    /// <summary>Expects a message, and looks at it.</summary>
    public T ExpectMsg<T>(Action<T> assert, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>((actual, _) => assert(actual), timeout, hint, cancellationToken);

    /// <summary>Expects a message, and looks at it and its sender.</summary>
    public T ExpectMsg<T>(
        Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(assertMessageAndSender, timeout, hint, cancellationToken);

    /// <summary>Expects a message for which, with its sender, a condition holds.</summary>
    public T ExpectMsg<T>(
        Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(
            (actual, sender) => Assert.True(isMessageAndSender(actual, sender), $"Got {actual} from {sender}, which does not fit. {hint}"),
            timeout,
            hint,
            cancellationToken);

    /// <summary>Expects a message of a type.</summary>
    public ValueTask<T> ExpectMsgAsync<T>(TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        new(Task.Run(() => ExpectMsg<T>(duration, hint, cancellationToken), cancellationToken));

    /// <summary>Expects a message that equals another.</summary>
    public ValueTask<T> ExpectMsgAsync<T>(T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        new(Task.Run(() => ExpectMsg(message, timeout, hint, cancellationToken), cancellationToken));

    /// <summary>Expects a message of a type from somebody.</summary>
    public T ExpectMsgFrom<T>(IActorRef sender, TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>((_, actual) => Assert.Equal(sender, actual), duration, hint, cancellationToken);

    /// <summary>Expects a message from somebody that equals another.</summary>
    public T ExpectMsgFrom<T>(
        IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(
            (actual, from) =>
            {
                Assert.Equal(message, actual);
                Assert.Equal(sender, from);
            },
            timeout,
            hint,
            cancellationToken);

    /// <summary>Expects as many messages as are given, in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) => ExpectMsgAllOf(RemainingOrDefault, messages);

    /// <summary>Expects as many messages as are given, in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, params T[] messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        object[] received = [.. ReceiveN(messages.Length, max)];
        List<object> left = [.. received];
        foreach (T message in messages)
        {
            Assert.True(left.Remove(message!), $"Expected {message} among {string.Join(", ", received)}.");
        }

        return [.. received.Cast<T>()];
    }

    /// <summary>Expects one of some messages.</summary>
    public T ExpectMsgAnyOf<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        Expect<T>((actual, _) => Assert.Contains(actual, messages), null, null, cancellationToken);

    /// <summary>Expects that no message comes in the usual time.</summary>
    public void ExpectNoMsg(CancellationToken cancellationToken = default) => ExpectNoMsg(RemainingOrDefault, cancellationToken);

    /// <summary>Expects that no message comes for some milliseconds.</summary>
    public void ExpectNoMsg(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsg(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    /// <summary>Expects that no message comes for a time.</summary>
    public void ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default)
    {
        bool came = TryTake(out MessageEnvelope? envelope, Dilated(duration), cancellationToken);
        Assert.False(came, $"Failed: Expected no messages during {duration}, instead we received {envelope}.");
    }

    /// <summary>Expects that no message comes for some milliseconds.</summary>
    public ValueTask ExpectNoMsgAsync(int milliseconds, CancellationToken cancellationToken = default) =>
        new(Task.Run(() => ExpectNoMsg(milliseconds, cancellationToken), cancellationToken));

    /// <summary>Expects the notice that a watched actor has stopped.</summary>
    public Terminated ExpectTerminated(
        IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<Terminated>((actual, _) => Assert.Equal(target, actual.ActorRef), timeout, hint, cancellationToken);

    /// <summary>Expects the notice that a watched actor has stopped.</summary>
    public ValueTask<Terminated> ExpectTerminatedAsync(
        IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        new(Task.Run(() => ExpectTerminated(target, timeout, hint, cancellationToken), cancellationToken));

    private T Expect<T>(Action<T, IActorRef> look, TimeSpan? timeout, string? hint, CancellationToken cancellationToken)
    {
        TimeSpan limit = RemainingOrDilated(timeout);
        bool came = TryReceiveOne(out MessageEnvelope? envelope, limit, cancellationToken);
        Assert.True(came, $"Failed: Timeout {limit} while waiting for a message of type {typeof(T)} {hint}");
        Assert.True(envelope!.Message is T, $"Failed: Expected a message of type {typeof(T)}, but received {envelope} instead. {hint}");
        var message = (T)envelope.Message!;
        look(message, envelope.Sender);
        return message;
    }
}
