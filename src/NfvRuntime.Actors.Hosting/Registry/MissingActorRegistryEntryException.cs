namespace NfvRuntime.Actors.Hosting;

/// <summary>A key of the registry has no actor.</summary>
public sealed class MissingActorRegistryEntryException : AkkaException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">Which.</param>
    public MissingActorRegistryEntryException(string message)
        : base(message)
    {
    }
}
