namespace NfvRuntime.Guests.Protocol;

/// <summary>Who an agent is, for as long as its process lives: the same for every connection it makes. Any thread.</summary>
/// <param name="guest">The guest's name in the chain file.</param>
/// <param name="program">The agent's program and version, for people.</param>
/// <param name="capabilities">What it can do; see <see cref="Capabilities"/>.</param>
public sealed class AgentIdentity(string guest, string program, IReadOnlyList<string> capabilities)
{
    private readonly Lock _gate = new();
    private ulong _generation;

    /// <summary>The guest's name.</summary>
    public string Guest => guest;

    /// <summary>Drawn at random.</summary>
    public Guid Session { get; } = Guid.NewGuid();

    /// <summary>The generation of the newest host that was accepted; 0 before the first.</summary>
    public ulong Generation
    {
        get
        {
            lock (_gate)
            {
                return _generation;
            }
        }
    }

    /// <summary>The agent's hello.</summary>
    internal HelloRequest Hello(AgentOptions options) => new(options.Versions, program, guest, Session, Generation)
    {
        Capabilities = capabilities,
        MaxBody = (uint)options.Limits.MaxBody,
        Window = (uint)options.Window,
    };

    /// <summary>Takes a host as the newest.</summary>
    /// <returns>False if a newer one was taken before.</returns>
    internal bool Accept(ulong generation)
    {
        lock (_gate)
        {
            bool newer = generation > _generation;
            _generation = Math.Max(generation, _generation);
            return newer;
        }
    }
}
