using System.Diagnostics;
using System.Text;
using NfvRuntime.Guests.Protocol;
using NfvRuntime.Guests.Transport;

namespace NfvRuntime.Agent.Tests;

/// <summary>A real <c>nfv-agent</c>, and the socket to which it connects.</summary>
internal sealed class AgentProcess : IAsyncDisposable
{
    private readonly StringBuilder _said = new();
    private readonly TempFolder _folder = new();
    private UnixListener? _listener;

    public AgentProcess(params IEnumerable<string> arguments)
    {
        Socket = Path.Combine(_folder.Path, "agent.sock");
        _listener = new UnixListener(Socket, PeerPolicy.SameUser);
        Process = Launch([.. arguments, "--guest", "g1", "--connect", $"unix:{Socket}"]);
        Process.ErrorDataReceived += (_, line) =>
        {
            lock (_said) _said.AppendLine(line.Data);
        };
        Process.BeginErrorReadLine();
    }

    public Process Process { get; }

    public string Socket { get; }

    public string Said
    {
        get
        {
            lock (_said) return _said.ToString();
        }
    }

    public int OpenFiles => Directory.GetFileSystemEntries($"/proc/{Process.Id}/fd").Length;

    public int Mappings(string what) => File.ReadLines($"/proc/{Process.Id}/maps").Count(line => line.Contains(what, StringComparison.Ordinal));

    public static Process Launch(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "nfv-agent")) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    /// <summary>Waits for the agent, as a host does that has just come up.</summary>
    public async Task<AgentClient> AcceptAsync(IAgentHost host, ProtocolVersions? versions = null)
    {
        _listener ??= new UnixListener(Socket, PeerPolicy.SameUser);
        UnixTransport transport = await Wait.For(_listener.AcceptAsync().AsTask());
        Assert.Equal(Process.Id, transport.Peer.Pid);
        var identity = new HostIdentity("lab", [Capabilities.Descriptors, Capabilities.State, Capabilities.CounterTable]);
        return await Wait.For(AgentClient.AcceptAsync(
            transport, identity, host, new AgentOptions { Versions = versions ?? ProtocolVersions.Current, Heartbeat = TimeSpan.FromSeconds(5) }));
    }

    /// <summary>Nobody listens any more.</summary>
    public void StopListening()
    {
        _listener?.Dispose();
        _listener = null;
    }

    public async Task<int> ExitAsync()
    {
        await Wait.For(Process.WaitForExitAsync());
        return Process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!Process.HasExited) Process.Kill();
        await Process.WaitForExitAsync();
        Process.Dispose();
        _listener?.Dispose();
        _folder.Dispose();
    }
}
