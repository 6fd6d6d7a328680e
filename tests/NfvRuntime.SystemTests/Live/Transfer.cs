using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.Live;

/// <summary>A TCP connection between two namespaces that carries random bytes until it is told to finish, and whose content is compared.</summary>
internal sealed class Transfer : IDisposable
{
    private const int Port = 5201;
    private const int Piece = 256 * 1024;

    private readonly Socket _listener;
    private readonly Socket _sender;
    private readonly Socket _receiver;
    private readonly Task<string> _sending;
    private readonly Task<string> _receiving;
    private long _received;
    private bool _finish;

    public Transfer(NetworkSpace from, NetworkSpace to, string address)
    {
        IPAddress destination = IPAddress.Parse(address);
        _listener = to.Socket(destination, ProtocolType.Tcp);
        _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Bind(new IPEndPoint(destination, Port));
        _listener.Listen();
        _sender = from.Socket(destination, ProtocolType.Tcp);
        _sender.Connect(destination, Port);
        _receiver = _listener.Accept();
        _sending = Task.Factory.StartNew(Send, TaskCreationOptions.LongRunning);
        _receiving = Task.Factory.StartNew(Receive, TaskCreationOptions.LongRunning);
    }

    public long Received => Interlocked.Read(ref _received);

    /// <summary>Waits until so many more bytes have arrived.</summary>
    public Transfer Advance(long bytes)
    {
        long goal = Received + bytes;
        Until.True(() => Received >= goal || _sending.IsFaulted || _receiving.IsFaulted, () => $"the transfer is stuck at {Received} bytes");
        Assert.False(_sending.IsFaulted, $"{_sending.Exception?.InnerException}");
        Assert.False(_receiving.IsFaulted, $"{_receiving.Exception?.InnerException}");
        return this;
    }

    /// <summary>Ends the connection, and compares what arrived with what was sent.</summary>
    public void Finish()
    {
        Volatile.Write(ref _finish, true);
        Assert.True(Task.WaitAll([_sending, _receiving], Until.Patience), $"the transfer is stuck at {Received} bytes");
        Assert.Equal(_sending.Result, _receiving.Result);
    }

    public void Dispose()
    {
        Volatile.Write(ref _finish, true);
        _sender.Dispose();
        _receiver.Dispose();
        _listener.Dispose();
    }

    private string Send()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] random = RandomNumberGenerator.GetBytes(Piece * 4);
        for (int round = 0; !Volatile.Read(ref _finish); round++)
        {
            ReadOnlySpan<byte> piece = random.AsSpan(round * 7919 % (random.Length - Piece), Piece); // no two rounds in a row alike
            hash.AppendData(piece);
            for (int sent = 0; sent < piece.Length;)
            {
                sent += _sender.Send(piece[sent..]);
            }
        }

        _sender.Shutdown(SocketShutdown.Send);
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private string Receive()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[Piece];
        while (_receiver.Receive(buffer) is > 0 and int count)
        {
            hash.AppendData(buffer, 0, count);
            Interlocked.Add(ref _received, count);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
