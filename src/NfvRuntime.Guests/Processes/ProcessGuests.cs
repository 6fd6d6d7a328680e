using NfvRuntime.Guests.Protocol;
using NfvRuntime.Runtime;

namespace NfvRuntime.Guests;

/// <summary>Guests that are processes of this machine: <c>kind: process</c>. Each runs the agent, which runs the guest's segment.</summary>
/// <param name="program">Program and version of the host, for the agents' people.</param>
public sealed class ProcessGuests(string program) : IGuestKind
{
    private readonly HostIdentity _identity = new(program, [Capabilities.Descriptors, Capabilities.CounterTable]);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, GuestHome> _homes = [];

    /// <inheritdoc/>
    public string Name => "process";

    /// <inheritdoc/>
    public IGuest Prepare(GuestOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        IReadOnlyList<string> agent = AgentProgram.Find();
        lock (_gate)
        {
            string file = Path.GetFullPath(order.Plan.File);
            if (!_homes.TryGetValue(file, out GuestHome? home) || !home.TryEnter())
            {
                home = GuestHome.Open(file);
                _homes[file] = home;
            }

            try
            {
                return new ProcessGuest(order, home, agent, _identity);
            }
            catch
            {
                home.Leave();
                throw;
            }
        }
    }
}
