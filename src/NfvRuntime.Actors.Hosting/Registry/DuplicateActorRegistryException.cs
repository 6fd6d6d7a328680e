namespace NfvRuntime.Actors.Hosting;

/// <summary>A key of the registry is taken.</summary>
public sealed class DuplicateActorRegistryException : AkkaException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">Which.</param>
    public DuplicateActorRegistryException(string message)
        : base(message)
    {
    }
}
