using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NfvRuntime.Guests.Machines.Qmp;

/// <summary>QEMU's control protocol (QEMU machine protocol, docs/interop/qmp-spec): one JSON object a line. Any thread.</summary>
public sealed class QmpClient : IAsyncDisposable
{
    private const int LongestLine = 1 << 20;

    private readonly NetworkStream _stream;
    private readonly StreamReader _reader;
    private readonly SemaphoreSlim _sending = new(1);
    private readonly ConcurrentDictionary<long, TaskCompletionSource<JsonElement>> _waiting = new();
    private readonly Action<QmpEvent>? _onEvent;
    private long _last;
    private Task _reading = Task.CompletedTask;
    private volatile Exception? _ended;

    private QmpClient(Socket socket, Action<QmpEvent>? onEvent)
    {
        _stream = new NetworkStream(socket, ownsSocket: true);
        _reader = new StreamReader(_stream, Encoding.UTF8);
        _onEvent = onEvent;
    }

    /// <summary>QEMU's version, such as <c>7.2.22</c>.</summary>
    public string Version { get; private set; } = "";

    /// <summary>Completes when QEMU has closed the connection; never fails.</summary>
    public Task Ended => _reading;

    /// <summary>Connects to a QEMU that listens, and agrees with it on the protocol.</summary>
    /// <param name="path">The socket.</param>
    /// <param name="onEvent">Told what happens to the machine, one event at a time; must not wait for an answer of QEMU.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="IOException">Nobody listens, or somebody who does not speak QMP.</exception>
    public static async Task<QmpClient> ConnectAsync(string path, Action<QmpEvent>? onEvent, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        QmpClient? client = null;
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation).ConfigureAwait(false);
            client = new QmpClient(socket, onEvent);
            await client.GreetAsync(cancellation).ConfigureAwait(false);
            return client;
        }
        catch (Exception e)
        {
            if (client is not null)
            {
                await client.DisposeAsync().ConfigureAwait(false);
            }

            socket.Dispose();
            throw e is SocketException ? new IOException($"{path}: {e.Message}", e) : e;
        }
    }

    /// <summary>Has QEMU execute a command.</summary>
    /// <param name="command">Its name, such as <c>query-status</c>.</param>
    /// <param name="arguments">Its arguments, if any.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>What it returns.</returns>
    /// <exception cref="QmpException">QEMU refused it.</exception>
    /// <exception cref="IOException">QEMU is gone.</exception>
    public async Task<JsonElement> ExecuteAsync(string command, JsonObject? arguments = null, CancellationToken cancellation = default)
    {
        long id = Interlocked.Increment(ref _last);
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        try
        {
            var request = new JsonObject { ["execute"] = command, ["id"] = id };
            if (arguments is not null)
            {
                request["arguments"] = arguments;
            }

            await SendAsync(request, cancellation).ConfigureAwait(false);
            if (_ended is { } ended)
            {
                throw new IOException("QEMU has closed its control connection", ended);
            }

            return await answer.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    /// <summary>Closes the connection; the machine goes on.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(false);
        _reader.Dispose();
        _sending.Dispose();
    }

    private async Task GreetAsync(CancellationToken cancellation)
    {
        JsonElement greeting = Parse(await _reader.ReadLineAsync(cancellation).ConfigureAwait(false) ?? throw new IOException("closed before a greeting"));
        if (!greeting.TryGetProperty("QMP", out JsonElement about))
        {
            throw new IOException($"no QEMU control protocol, but {greeting}");
        }

        JsonElement version = about.GetProperty("version").GetProperty("qemu");
        Version = $"{version.GetProperty("major")}.{version.GetProperty("minor")}.{version.GetProperty("micro")}";
        _reading = ReadAsync();
        await ExecuteAsync("qmp_capabilities", null, cancellation).ConfigureAwait(false);
    }

    private async Task SendAsync(JsonObject request, CancellationToken cancellation)
    {
        byte[] line = Encoding.UTF8.GetBytes(request.ToJsonString() + "\n");
        await _sending.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await _stream.WriteAsync(line, cancellation).ConfigureAwait(false);
        }
        catch (ObjectDisposedException e)
        {
            throw new IOException("the control connection is closed", e);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReadAsync()
    {
        Exception ended = new IOException("QEMU has closed its control connection");
        try
        {
            while (await _reader.ReadLineAsync().ConfigureAwait(false) is { } line)
            {
                Take(Parse(line));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            ended = e;
        }

        _ended = ended;
        foreach (TaskCompletionSource<JsonElement> waiting in _waiting.Values)
        {
            waiting.TrySetException(new IOException("QEMU is gone", ended));
        }
    }

    private void Take(JsonElement message)
    {
        if (message.TryGetProperty("event", out JsonElement name))
        {
            _onEvent?.Invoke(new QmpEvent(name.GetString()!, message.TryGetProperty("data", out JsonElement data) ? data : default));
        }
        else if (message.TryGetProperty("id", out JsonElement id) && _waiting.TryGetValue(id.GetInt64(), out TaskCompletionSource<JsonElement>? waiting))
        {
            if (message.TryGetProperty("error", out JsonElement error))
            {
                waiting.TrySetException(new QmpException(error.GetProperty("class").GetString()!, error.GetProperty("desc").GetString()!));
            }
            else
            {
                waiting.TrySetResult(message.GetProperty("return"));
            }
        }
    }

    private static JsonElement Parse(string line)
    {
        try
        {
            return line.Length <= LongestLine ? JsonSerializer.Deserialize<JsonElement>(line) : throw new IOException("a line of more than a MiB");
        }
        catch (JsonException e)
        {
            throw new IOException($"no QEMU control protocol: {e.Message}", e);
        }
    }
}
