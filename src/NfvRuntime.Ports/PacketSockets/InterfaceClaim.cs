using System.Net.Sockets;

namespace NfvRuntime.Ports;

/// <summary>
/// Says that a port receives from an interface, so that a second one does not do so unawares: each would get every packet, and what both
/// send on would be there twice. An abstract socket's name: it is one network namespace's own, and gone with the process however that ends.
/// </summary>
internal sealed class InterfaceClaim : IDisposable
{
    private readonly Socket _name = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    /// <param name="port">The port's name, for messages.</param>
    /// <param name="interfaceName">The interface.</param>
    /// <exception cref="PortException">Another port, of this process or another, has claimed it.</exception>
    public InterfaceClaim(string port, string interfaceName)
    {
        try
        {
            _name.Bind(new UnixDomainSocketEndPoint($"\0nfvruntime/packet:{interfaceName}"));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            _name.Dispose();
            throw new PortException($"{port}: a chain already receives from '{interfaceName}', and both would get every packet: "
                + "stop the other one, or write 'shared: true' in both if that is meant");
        }
    }

    public void Dispose() => _name.Dispose();
}
