using System.Net;
using System.Net.Sockets;

namespace NfvRuntime.Cli.Bench.Watching;

/// <summary>
/// Reads a page over and over as Prometheus does, over one connection. It allocates nothing while it does, so that all garbage of a
/// measurement is that of the page's maker.
/// </summary>
internal sealed class Scraper : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _request;
    private readonly byte[] _buffer = new byte[1 << 16];
    private readonly ManualResetEventSlim _end = new();
    private readonly TimeSpan _every;
    private readonly Thread _thread;
    private long _pages;
    private long _bytes;

    public Scraper(Uri page, TimeSpan every)
    {
        _every = every;
        _request = System.Text.Encoding.ASCII.GetBytes($"GET {page.AbsolutePath} HTTP/1.1\r\nHost: {page.Authority}\r\n\r\n");
        _socket.Connect(IPAddress.Parse(page.Host), page.Port);
        _thread = new Thread(Run) { IsBackground = true, Name = "scraper" };
        _thread.Start();
    }

    /// <summary>Pages read in full.</summary>
    public long Pages => Volatile.Read(ref _pages);

    /// <summary>Their bytes, heads included.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    public void Dispose()
    {
        _end.Set();
        _socket.Dispose();
        _thread.Join();
        _end.Dispose();
    }

    private void Run()
    {
        try
        {
            do
            {
                _socket.Send(_request);
                ReadPage();
                _pages++;
            }
            while (!_end.Wait(_every));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed, or the server went away: the count tells how far it came.
        }
    }

    /// <summary>A page comes in pieces, the last of which is empty.</summary>
    private void ReadPage()
    {
        int held = 0;
        do
        {
            int read = _socket.Receive(_buffer.AsSpan(held));
            if (read == 0)
            {
                throw new SocketException((int)SocketError.ConnectionReset);
            }

            _bytes += read;
            held += read;
            if (held > _buffer.Length / 2)
            {
                _buffer.AsSpan(held - 16, 16).CopyTo(_buffer); // the end may come in two parts
                held = 16;
            }
        }
        while (!_buffer.AsSpan(0, held).EndsWith("\r\n0\r\n\r\n"u8));
    }
}
