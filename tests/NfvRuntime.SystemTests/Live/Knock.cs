using System.Net;
using System.Net.Sockets;
using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.Live;

/// <summary>Attempts to connect.</summary>
internal static class Knock
{
    private const int TcpLevel = 6;
    private const int SynCount = 7;

    /// <summary>Connects to a port at which somebody listens, with one more attempt if there is no answer.</summary>
    public static SocketError At(NetworkSpace client, NetworkSpace server, string address, int port)
    {
        IPAddress destination = IPAddress.Parse(address);
        using Socket listener = server.Socket(destination, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Bind(new IPEndPoint(destination, port));
        listener.Listen();
        using Socket socket = client.Socket(destination, ProtocolType.Tcp);
        socket.SetRawSocketOption(TcpLevel, SynCount, BitConverter.GetBytes(1));
        try
        {
            socket.Connect(destination, port);
            return SocketError.Success;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode;
        }
    }
}
