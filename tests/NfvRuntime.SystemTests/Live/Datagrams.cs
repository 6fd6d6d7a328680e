using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.Live;

/// <summary>UDP between two namespaces.</summary>
internal static class Datagrams
{
    private const int Port = 5201;

    /// <summary>Datagrams of random content.</summary>
    public static IEnumerable<byte[]> Random(params int[] sizes) => sizes.Select(RandomNumberGenerator.GetBytes);

    /// <summary>Sends a datagram and waits for the error that comes back.</summary>
    public static SocketError Refusal(NetworkSpace client, string address, int port)
    {
        IPAddress destination = IPAddress.Parse(address);
        using Socket socket = client.Socket(destination, ProtocolType.Udp);
        socket.ReceiveTimeout = (int)Until.Patience.TotalMilliseconds;
        socket.Connect(destination, port);
        socket.Send([1, 2, 3]);
        return Assert.Throws<SocketException>(() => socket.Receive(new byte[1])).SocketErrorCode;
    }

    /// <summary>Sends datagrams and checks that the answers are the same.</summary>
    public static void Echo(NetworkSpace client, NetworkSpace server, string address, params IEnumerable<byte[]> datagrams)
    {
        IPAddress destination = IPAddress.Parse(address);
        using Socket echo = server.Socket(destination, ProtocolType.Udp);
        using Socket socket = client.Socket(destination, ProtocolType.Udp);
        echo.Bind(new IPEndPoint(destination, Port));
        socket.Connect(destination, Port);
        echo.ReceiveTimeout = socket.ReceiveTimeout = (int)Until.Patience.TotalMilliseconds;
        EndPoint from = new IPEndPoint(destination, 0);
        byte[] got = new byte[65536];
        foreach (byte[] sent in datagrams)
        {
            socket.Send(sent);
            int there = echo.ReceiveFrom(got, ref from);
            echo.SendTo(got.AsSpan(0, there), from);
            got.AsSpan().Clear();
            int back = socket.Receive(got);
            Assert.Equal(sent, got[..back]);
        }
    }
}
