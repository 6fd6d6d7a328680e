using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace NfvRuntime.SystemTests.Support;

/// <summary>The program itself while it runs a chain, in a folder of its own.</summary>
internal sealed class RunningNfv : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly StringBuilder _errors = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ProcessStartInfo _start;
    private Process _process;
    private volatile Uri? _latest;
    private volatile int _addresses;
    private Task<string> _output;
    private Task _reading;

    public RunningNfv(string chain, string[] arguments, params (string Name, string Value)[] variables)
        : this(null, chain, arguments, variables)
    {
    }

    /// <param name="space">Where it runs; null for where the tests run.</param>
    /// <param name="chain">Text of the chain file.</param>
    /// <param name="arguments">Options of <c>nfv run</c>.</param>
    /// <param name="variables">Of its environment.</param>
    public RunningNfv(NetworkSpace? space, string chain, string[] arguments, params (string Name, string Value)[] variables)
    {
        File.WriteAllText(_folder["chain.yaml"], chain);
        string[] command = ["dotnet", "exec", Nfv.Program, "run", "chain.yaml", "--json", .. arguments];
        string[] line = space is null ? command : ["ip", "netns", "exec", space.Name, .. command];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.Path,
        };
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        Http = new HttpClient(HandlerIn(space)) { Timeout = Patience };
        _start = start;
        _process = Process.Start(start)!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _reading = ReadErrors();
    }

    public HttpClient Http { get; }

    public int ProcessId => _process.Id;

    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    /// <summary>Where it answers, once it does.</summary>
    public Task<Uri> Address => _address.Task.WaitAsync(Patience);

    public async Task<HttpResponseMessage> Get(string path)
    {
        await Address;
        return await Http.GetAsync(new Uri(_latest!, path));
    }

    /// <summary>Waits until it has listened so many times, as one that is started again does, and asks there from now on.</summary>
    public async Task AwaitAddress(int time)
    {
        await _address.Task.WaitAsync(Patience);
        Until.True(() => _addresses >= time, () => $"it has not listened {time} times:\n{Errors}");
    }

    /// <summary>Tells it to stop.</summary>
    public void Stop() => Process.Start("kill", ["-TERM", $"{_process.Id}"])!.WaitForExit();

    /// <summary>Ends it without a warning.</summary>
    public void Kill()
    {
        _process.Kill(); // not the tree: it must have no children that outlive it
        _process.WaitForExit();
    }

    /// <summary>Ends what it has started, without a warning.</summary>
    public void KillChildren()
    {
        foreach (string task in Directory.GetDirectories($"/proc/{_process.Id}/task"))
        {
            foreach (string child in File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                using Process process = Process.GetProcessById(int.Parse(child, CultureInfo.InvariantCulture));
                process.Kill();
            }
        }
    }

    /// <summary>Starts it again after its end, in the same folder.</summary>
    public void Again()
    {
        _reading.GetAwaiter().GetResult();
        _process.Dispose();
        _process = Process.Start(_start)!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _reading = ReadErrors();
    }

    /// <summary>Waits for its end.</summary>
    public async Task<(int Status, string Output, string Errors)> Ended()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        await _reading;
        return (_process.ExitCode, await _output, Errors);
    }

    /// <summary>Waits for a good end, and returns the summary.</summary>
    public async Task<JsonElement> Summary()
    {
        (int status, string output, string errors) = await Ended();
        Assert.True(status == 0, $"exit status {status}\n{output}{errors}");
        return JsonDocument.Parse(output).RootElement;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
        Http.Dispose();
        _folder.Dispose();
    }

    private static SocketsHttpHandler HandlerIn(NetworkSpace? space) => space is null ? new() : new()
    {
        ConnectCallback = async (context, cancel) =>
        {
            Socket socket = space.Socket(IPAddress.Parse(context.DnsEndPoint.Host), ProtocolType.Tcp);
            await socket.ConnectAsync(context.DnsEndPoint, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        },
    };

    private async Task ReadErrors()
    {
        const string announcement = "listening on ";
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_errors)
            {
                _errors.AppendLine(line);
            }

            if (line.StartsWith(announcement, StringComparison.Ordinal))
            {
                _latest = new Uri(line[announcement.Length..].Split(' ')[0]);
                _addresses++;
                _address.TrySetResult(_latest);
            }
        }

        _address.TrySetException(new InvalidOperationException($"nfv ended without listening:\n{Errors}"));
    }
}
