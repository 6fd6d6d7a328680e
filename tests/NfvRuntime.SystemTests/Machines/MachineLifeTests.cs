using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using NfvRuntime.Guests.Machines;
using NfvRuntime.Guests.Machines.Qmp;
using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.Machines;

[Collection(nameof(MachineCollection))]
public sealed class MachineLifeTests(MachineImage image) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("nfv-m-");

    public void Dispose() => _root.Delete(recursive: true);

    [MachineFact]
    public async Task A_machine_boots_speaks_over_its_port_starts_its_agent_again_and_powers_off_when_told()
    {
        using MachineFolder folder = MachineFolder.Create("vm1", _root.FullName);
        await using MachineProcess process = await MachineProcess.StartAsync(image.Describe("vm1", folder));
        Assert.Equal("running", (await process.Control.ExecuteAsync("query-status")).GetProperty("status").GetString());
        await Said(process, "agent up: --guest vm1 --connect virtio:nfv.agent");

        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(folder.Agent));
            using var stream = new NetworkStream(socket);
            await stream.WriteAsync("hello\n"u8.ToArray());
            using var reader = new StreamReader(stream);
            Assert.Equal("you said hello", await reader.ReadLineAsync());
        }

        await Said(process, "the agent ended with status 7; started again in 1 s");
        Assert.True(await process.StopAsync(Patience), process.Console.Tail());
        Assert.Equal("it powered off", await process.Ended);
        Assert.False(RunningProcess.Of(process.ProcessId).IsAlive);
    }

    [MachineFact]
    public async Task A_machine_that_cannot_start_says_why()
    {
        using MachineFolder folder = MachineFolder.Create("vm1", _root.FullName);
        var machine = new Machine { Name = "vm1", Folder = folder, Kernel = "/nowhere/vmlinuz", Initramfs = "/nowhere/initramfs" };

        string message = (await Assert.ThrowsAsync<MachineException>(() => MachineProcess.StartAsync(machine))).Message;
        Assert.Contains("/nowhere/vmlinuz", message, StringComparison.Ordinal);

        machine = machine with { Program = "qemu-system-none" };
        message = (await Assert.ThrowsAsync<MachineException>(() => MachineProcess.StartAsync(machine))).Message;
        Assert.Contains("there is no program 'qemu-system-none': install QEMU", message, StringComparison.Ordinal);
    }

    [MachineFact]
    public async Task A_killed_machine_says_so_and_a_command_it_does_not_know_is_refused()
    {
        using MachineFolder folder = MachineFolder.Create("vm1", _root.FullName);
        Machine machine = image.Describe("vm1", folder) with { MoreArguments = ["-S"] };
        await using MachineProcess process = await MachineProcess.StartAsync(machine);

        var refusal = await Assert.ThrowsAsync<QmpException>(() => process.Control.ExecuteAsync("no-such-command"));
        Assert.Equal("CommandNotFound", refusal.Kind);

        Task<JsonElement> waiting = process.Control.ExecuteAsync("query-status");
        Process.GetProcessById(process.ProcessId).Kill();
        Assert.Contains("signal 9", await process.Ended.WaitAsync(Patience), StringComparison.Ordinal);
        await Record.ExceptionAsync(() => waiting); // answered, or not any more
        await Assert.ThrowsAsync<IOException>(() => process.Control.ExecuteAsync("query-status"));
    }

    [MachineFact]
    public async Task A_machine_dies_with_its_host_and_its_folder_is_known_as_left_over()
    {
        string kernel = image.Describe("any", MachineFolder.Named("any")).Kernel;
        using Process host = Tool.Start(
            "dotnet", null, "exec", typeof(MachineHost).Assembly.Location, MachineHost.Role, _root.FullName, kernel);
        string? line = await host.StandardOutput.ReadLineAsync();
        Assert.True(int.TryParse(line, CultureInfo.InvariantCulture, out int machine), line ?? await host.StandardError.ReadToEndAsync());
        Assert.Empty(MachineFolder.Abandoned(_root.FullName));

        host.Kill();
        await host.WaitForExitAsync();

        long start = Stopwatch.GetTimestamp();
        while (RunningProcess.Of(machine).Start != 0 && Stopwatch.GetElapsedTime(start) < Patience)
        {
            await Task.Delay(20);
        }

        Assert.Equal(0ul, RunningProcess.Of(machine).Start);
        Assert.Single(MachineFolder.Abandoned(_root.FullName));
    }

    internal static async Task Said(MachineProcess process, string text)
    {
        long start = Stopwatch.GetTimestamp();
        while (!process.Console.Read().Contains(text, StringComparison.Ordinal))
        {
            Assert.True(!process.Ended.IsCompleted && Stopwatch.GetElapsedTime(start) < Patience, $"it never said '{text}':\n{process.Console.Tail(60)}");
            await Task.Delay(50);
        }
    }
}
