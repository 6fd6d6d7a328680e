using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace NfvRuntime.WebConsole.Tests.Push;

/// <summary>A collector on the loopback that keeps what it gets, or takes requests and never answers.</summary>
internal sealed class Collector : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly BlockingCollection<(string Path, string Type, byte[] Body)> _requests = [];
    private readonly bool _answers;

    public Collector(bool answers)
    {
        _answers = answers;
        Address = $"http://127.0.0.1:{FreePort()}";
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _ = ServeAsync();
    }

    public string Address { get; }

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public (string Path, string Type, byte[] Body) Next()
    {
        Assert.True(_requests.TryTake(out (string, string, byte[]) request, TimeSpan.FromSeconds(60)), "nothing was pushed");
        return request;
    }

    public int Received => _requests.Count;

    public void Dispose() => _listener.Abort();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                _requests.Add((context.Request.Url!.AbsolutePath, context.Request.ContentType ?? "", body.ToArray()));
                if (_answers)
                {
                    context.Response.ContentType = "application/x-protobuf";
                    context.Response.Close();
                }
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Disposed: the test is over.
        }
    }
}
