namespace NfvRuntime.Guests.Protocol;

/// <summary>How a counter's value moves.</summary>
public enum CounterKind
{
    /// <summary>Up only.</summary>
    Counter,

    /// <summary>Up and down.</summary>
    Gauge,
}
