namespace NfvRuntime.Actors;

/// <summary>Judges a failure.</summary>
public interface IDecider
{
    /// <summary>What to do about it.</summary>
    /// <param name="cause">What the child threw.</param>
    Directive Decide(Exception cause);
}
