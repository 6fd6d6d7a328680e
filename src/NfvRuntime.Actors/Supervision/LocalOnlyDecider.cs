namespace NfvRuntime.Actors;

/// <summary>A decider that is a function.</summary>
public class LocalOnlyDecider : IDecider
{
    private readonly Func<Exception, Directive> _decider;

    /// <summary>Makes the decider.</summary>
    /// <param name="decider">Judges a failure.</param>
    public LocalOnlyDecider(Func<Exception, Directive> decider)
    {
        ArgumentNullException.ThrowIfNull(decider);
        _decider = decider;
    }

    /// <inheritdoc/>
    public Directive Decide(Exception cause) => _decider(cause);
}
