using NfvRuntime.Guests.Transport;

namespace NfvRuntime.Agent.Program;

/// <summary>Where the host is: a Unix socket of this system, or the far side of a virtio-serial port of this virtual machine.</summary>
/// <param name="Place">The socket's path, or the port's name.</param>
/// <param name="IsPort">Whether it is a port.</param>
internal sealed record HostAddress(string Place, bool IsPort)
{
    public async ValueTask<AgentTransport> ConnectAsync(CancellationToken cancellation) => IsPort
        ? await VirtioPortTransport.ConnectAsync(Place, cancellation).ConfigureAwait(false)
        : await UnixTransport.ConnectAsync(Place, cancellation).ConfigureAwait(false);

    public override string ToString() => Place;
}
