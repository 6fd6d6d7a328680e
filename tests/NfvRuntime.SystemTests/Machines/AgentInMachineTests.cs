using System.Net.Sockets;
using NfvRuntime.Guests.Machines;
using NfvRuntime.Guests.Protocol;
using NfvRuntime.Guests.Transport;

namespace NfvRuntime.SystemTests.Machines;

[Collection(nameof(MachineCollection))]
public sealed class AgentInMachineTests(MachineImage image) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly HostIdentity Identity = new("a test", []);

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("nfv-a-");

    public void Dispose() => _root.Delete(recursive: true);

    [MachineFact]
    public async Task An_agent_in_a_machine_serves_one_host_after_the_other_and_ends_its_machine_when_told()
    {
        using MachineFolder folder = MachineFolder.Create("vm1", _root.FullName);
        Machine machine = image.Describe("vm1", folder) with { MoreKernelArguments = $"nfv.agent={MachineImage.RealAgent}" };
        await using MachineProcess process = await MachineProcess.StartAsync(machine);
        using var limit = new CancellationTokenSource(Patience);

        Guid life = await MeetAsync(folder, process, static (_, _) => Task.CompletedTask, limit.Token);
        Assert.Equal(life, await MeetAsync(folder, process, static (client, cancel) => client.AskAsync(new ShutdownRequest(TimeSpan.Zero), cancel), limit.Token));

        Assert.Equal("it powered off", await process.Ended.WaitAsync(limit.Token));
    }

    /// <returns>The agent's own mark, which it keeps as long as it lives.</returns>
    private static async Task<Guid> MeetAsync(
        MachineFolder folder, MachineProcess process, Func<AgentClient, CancellationToken, Task> last, CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(folder.Agent), cancel);
        var transport = new StreamTransport(new NetworkStream(socket, ownsSocket: true), outlivesSessions: true);
        var host = new ListeningHost();
        try
        {
            await using AgentClient client = await AgentClient.AcceptAsync(
                transport, Identity, host, new AgentOptions { HelloTimeout = Patience, Heartbeat = TimeSpan.FromSeconds(20) }, cancel);
            Assert.Equal("vm1", host.Hello!.Guest);
            Assert.Empty((await client.DescribeAsync(cancel)).Ports);
            await last(client, cancel);
            return host.Hello.Session;
        }
        catch (Exception e) when (e is IOException or TimeoutException or OperationCanceledException)
        {
            throw new IOException($"{e.Message}\n{process.Console.Tail(60)}", e);
        }
    }
}
