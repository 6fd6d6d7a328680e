using System.Diagnostics;

namespace NfvRuntime.Actors;

/// <summary>
/// How the sender's activity reaches the receiver: <see cref="Activity.Current"/> does not cross a mailbox, so the message carries it.
/// With no listener nothing is wrapped.
/// </summary>
internal static class Tracing
{
    public const string SourceName = "NfvRuntime.Actors";
    public const string ActivityName = "actor.receive";
    public const string ActorTag = "actor.path";
    public const string MessageTag = "actor.message";

    public static ActivitySource Source { get; } = new(SourceName);

    /// <summary>The message with the activity of its sender, if there is one and somebody listens.</summary>
    public static object Wrap(object message) =>
        Source.HasListeners() && Activity.Current is { } activity ? new TracedMessage(message, activity.Context) : message;

    /// <summary>The message as it was told.</summary>
    public static object Unwrap(object message) => message is TracedMessage traced ? traced.Message : message;
}
