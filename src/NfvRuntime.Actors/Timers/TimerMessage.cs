using NfvRuntime.Actors.Event;

namespace NfvRuntime.Actors;

/// <summary>What a timer sends its actor; the engine hands on the message if the timer is still the one that runs under its key.</summary>
internal sealed class TimerMessage(object key, object message, bool repeats, Cancelable cancelable) : IDeadLetterSuppression
{
    public object Key => key;

    public object Message => message;

    public bool Repeats => repeats;

    public Cancelable Cancelable => cancelable;
}
