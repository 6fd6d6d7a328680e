using System.Diagnostics;

namespace NfvRuntime.Actors;

/// <summary>A message on its way, with the activity during which it was sent.</summary>
internal sealed class TracedMessage(object message, ActivityContext context)
{
    public object Message => message;

    /// <summary>Begins the activity of processing the message; null if nobody wants it.</summary>
    public Activity? StartActivity(IActorRef receiver)
    {
        Activity? activity = Tracing.Source.StartActivity(ActivityKind.Consumer, context, name: Tracing.ActivityName);
        activity?.SetTag(Tracing.ActorTag, receiver.Path.ToStringWithoutAddress());
        activity?.SetTag(Tracing.MessageTag, message.GetType().Name);
        return activity;
    }
}
