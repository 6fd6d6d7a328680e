namespace NfvRuntime.Guests.Protocol;

/// <summary>Who a host is, for as long as its process lives. Any thread.</summary>
/// <param name="program">The host's program and version, for people.</param>
/// <param name="capabilities">What it can do; see <see cref="Capabilities"/>.</param>
public sealed class HostIdentity(string program, IReadOnlyList<string> capabilities)
{
    /// <summary>The host's program and version.</summary>
    public string Program => program;

    /// <summary>What it can do.</summary>
    public IReadOnlyList<string> Abilities => capabilities;

    /// <summary>Drawn at random.</summary>
    public Guid Session { get; } = Guid.NewGuid();
}
