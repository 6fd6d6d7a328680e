using System.Net.Sockets;

namespace NfvRuntime.Actors.Tests.Islands;

/// <summary>A descriptor that becomes readable when it is kicked.</summary>
internal sealed class Kick : IDisposable
{
    private readonly Socket _sender = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly Socket _receiver = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"kick-{Guid.NewGuid():N}");

    public Kick()
    {
        _receiver.Bind(new UnixDomainSocketEndPoint(_path));
        _receiver.Blocking = false;
        _sender.Connect(new UnixDomainSocketEndPoint(_path));
    }

    public int Descriptor => (int)_receiver.Handle;

    public void Send() => _sender.Send("k"u8);

    public void Drain()
    {
        Span<byte> buffer = stackalloc byte[8];
        while (_receiver.Available > 0)
        {
            _receiver.Receive(buffer);
        }
    }

    public void Dispose()
    {
        _sender.Dispose();
        _receiver.Dispose();
        File.Delete(_path);
    }
}
