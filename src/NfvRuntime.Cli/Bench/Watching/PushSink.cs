using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NfvRuntime.Cli.Bench.Watching;

/// <summary>A collector that takes what is pushed by OTLP over HTTP, answers that all is well, and keeps nothing. Allocates next to nothing.</summary>
internal sealed class PushSink : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[] _buffer = new byte[1 << 16];
    private readonly Thread _thread;
    private Socket? _connection;
    private long _pushes;
    private long _bytes;

    public PushSink()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Address = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}";
        _thread = new Thread(Run) { IsBackground = true, Name = "push sink" };
        _thread.Start();
    }

    public string Address { get; }

    /// <summary>Requests taken and answered.</summary>
    public long Pushes => Volatile.Read(ref _pushes);

    /// <summary>Bytes of their bodies.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    public void Dispose()
    {
        _listener.Dispose();
        Volatile.Read(ref _connection)?.Dispose();
        _thread.Join();
    }

    private void Run()
    {
        try
        {
            while (true)
            {
                using Socket connection = _listener.Accept();
                Volatile.Write(ref _connection, connection);
                Serve(connection);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed: the measurement is over.
        }
    }

    private void Serve(Socket connection)
    {
        int held = 0;
        while (true)
        {
            int head;
            while ((head = _buffer.AsSpan(0, held).IndexOf("\r\n\r\n"u8)) < 0)
            {
                int read = connection.Receive(_buffer.AsSpan(held));
                if (read == 0)
                {
                    return;
                }

                held += read;
            }

            long length = LengthOf(_buffer.AsSpan(0, head + 2));
            long missing = length - (held - head - 4);
            while (missing > 0)
            {
                int read = connection.Receive(_buffer.AsSpan(0, (int)Math.Min(_buffer.Length, missing)));
                if (read == 0)
                {
                    return;
                }

                missing -= read;
            }

            held = 0;
            connection.Send("HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 0\r\n\r\n"u8);
            _bytes += length;
            _pushes++;
        }
    }

    private static long LengthOf(ReadOnlySpan<byte> head)
    {
        const string name = "\r\nContent-Length:";
        string text = Encoding.ASCII.GetString(head);
        int at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return 0;
        }

        at += name.Length;
        return long.Parse(text.AsSpan(at, text.IndexOf('\r', at) - at), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
    }
}
