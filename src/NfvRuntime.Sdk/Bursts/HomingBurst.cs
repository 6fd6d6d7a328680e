namespace NfvRuntime.Sdk;

/// <summary>
/// The message that carries an empty burst back to a pool on another island; one per burst, made with it, so that sending it allocates
/// nothing and cannot be mistaken for packets.
/// </summary>
/// <param name="burst">The burst that comes home.</param>
internal sealed class HomingBurst(Burst burst)
{
    /// <summary>Puts the burst into its pool; called by the pool's owner on its own island.</summary>
    internal void Land() => burst.Home.Return(burst);
}
