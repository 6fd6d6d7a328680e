using NfvRuntime.Netmap;

namespace NfvRuntime.Host;

/// <summary>A guest's ends of its port's notifications, sorted by ring.</summary>
internal sealed class PtnetWakes : IDisposable
{
    private readonly Wake[] _kicks;
    private readonly Wake[] _own;
    private readonly List<IDisposable> _all = [];

    /// <summary>Owns the descriptors from here on, also if this fails.</summary>
    /// <exception cref="PtnetException">One is missing, is there twice, or belongs to no ring.</exception>
    public PtnetWakes(PtnetConfiguration configuration, IEnumerable<PtnetDescriptor> descriptors)
    {
        bool sockets = (configuration.Required & PtnetFeatures.SocketKicks) != 0;
        var kicks = new Wake?[configuration.Rings.Count];
        var own = new Wake?[configuration.Rings.Count];
        PtnetDescriptor[] given = [.. descriptors];
        try
        {
            foreach (PtnetDescriptor descriptor in given)
            {
                Place(descriptor, sockets, kicks, own, configuration.Name);
            }

            for (int ring = 0; ring < kicks.Length; ring++)
            {
                if (kicks[ring] is null || own[ring] is null)
                {
                    throw new PtnetException($"{configuration.Name}: ring {ring} came without its {(kicks[ring] is null ? "kick" : "notification")}");
                }
            }
        }
        catch
        {
            Array.ForEach(given, descriptor => descriptor.Handle.Dispose());
            Dispose();
            throw;
        }

        _kicks = kicks!;
        _own = own!;
    }

    /// <summary>Wakes the host about all rings; null if the port has no such descriptor.</summary>
    public Wake? Arbiter { get; private set; }

    public Wake Kick(int ring) => _kicks[ring];

    public Wake Own(int ring) => _own[ring];

    public void Dispose() => _all.ForEach(wake => wake.Dispose());

    private void Place(PtnetDescriptor descriptor, bool sockets, Wake?[] kicks, Wake?[] own, string name)
    {
        bool isArbiter = descriptor is { Role: PtnetDescriptorRole.Kick, Ring: null } && Arbiter is null;
        if (descriptor.Role == PtnetDescriptorRole.Region || (!isArbiter && (descriptor.Ring is not { } number || (uint)number >= kicks.Length)))
        {
            throw new PtnetException($"{name}: a descriptor of role {descriptor.Role} for ring {descriptor.Ring} has no place");
        }

        Wake wake = sockets && !isArbiter ? new SocketWake(descriptor.Handle) : new WakeEvent(descriptor.Handle);
        _all.Add(wake);
        if (isArbiter)
        {
            Arbiter = wake;
            return;
        }

        ref Wake? place = ref (descriptor.Role == PtnetDescriptorRole.Kick ? kicks : own)[descriptor.Ring!.Value];
        if (place is not null)
        {
            throw new PtnetException($"{name}: ring {descriptor.Ring} has two descriptors of role {descriptor.Role}");
        }

        place = wake;
        if (sockets)
        {
            own[descriptor.Ring.Value] = wake;
        }
    }
}
