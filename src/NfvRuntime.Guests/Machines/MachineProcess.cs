using System.Diagnostics;
using NfvRuntime.Guests.Machines.Qmp;

namespace NfvRuntime.Guests.Machines;

/// <summary>A QEMU process: one life of a machine. Any thread.</summary>
/// <remarks>The machine's folder is the caller's, as are regions. Unless the machine is to outlive its host, the kernel kills the process when
/// this one dies, however that happens.</remarks>
public sealed class MachineProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly QemuStarter _starter;
    private readonly Timer _trimmer;
    private QmpClient? _control;
    private volatile string? _reason;

    private MachineProcess(Machine machine, QemuStarter starter)
    {
        Machine = machine;
        _starter = starter;
        Console = new ConsoleLog(machine.Folder.Console);
        _trimmer = new Timer(static log => ((ConsoleLog)log!).Trim(), Console, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        Ended = DescribeEndAsync();
    }

    /// <summary>What runs.</summary>
    public Machine Machine { get; }

    /// <summary>The process.</summary>
    public int ProcessId => _starter.ProcessId;

    /// <summary>What the guest says.</summary>
    public ConsoleLog Console { get; }

    /// <summary>QEMU's control protocol.</summary>
    public QmpClient Control => _control!;

    /// <summary>Completes when the process has ended, and says of what; never fails.</summary>
    public Task<string> Ended { get; }

    /// <summary>Raised with every event that QEMU tells of; handlers must not wait.</summary>
    public event Action<QmpEvent>? Happened;

    /// <summary>Starts QEMU, and waits until it answers.</summary>
    /// <exception cref="MachineException">It cannot be started; the message holds what it said.</exception>
    public static async Task<MachineProcess> StartAsync(Machine machine, CancellationToken cancellation = default)
    {
        var process = new MachineProcess(machine, await QemuStarter.StartAsync(machine).ConfigureAwait(false));
        try
        {
            machine.Folder.Note(process.ProcessId);
            await process.ConnectAsync(cancellation).ConfigureAwait(false);
            return process;
        }
        catch
        {
            await process.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Presses the machine's power button, waits until it has ended, and kills it where it does not.</summary>
    /// <param name="patience">How long to wait for it.</param>
    /// <returns>Whether it ended by itself.</returns>
    public async Task<bool> StopAsync(TimeSpan patience)
    {
        try
        {
            using var limit = new CancellationTokenSource(patience);
            await Control.ExecuteAsync("system_powerdown", null, limit.Token).ConfigureAwait(false);
            await Ended.WaitAsync(limit.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            bool isGone = Ended.IsCompleted;
            Kill($"it had not ended {patience.TotalSeconds} s after it was told to");
            await Ended.ConfigureAwait(false);
            return isGone;
        }
    }

    /// <summary>Ends the process at once.</summary>
    /// <param name="why">What <see cref="Ended"/> will say.</param>
    public void Kill(string why)
    {
        _reason ??= why;
        _starter.Kill();
    }

    /// <summary>Ends the process if it still runs. The machine's folder stays.</summary>
    public async ValueTask DisposeAsync()
    {
        Kill("its host has no more use for it");
        await Ended.ConfigureAwait(false);
        if (_control is not null)
        {
            await _control.DisposeAsync().ConfigureAwait(false);
        }

        await _trimmer.DisposeAsync().ConfigureAwait(false);
    }

    private async Task ConnectAsync(CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                limit.CancelAfter(Patience);
                _control = await QmpClient.ConnectAsync(Machine.Folder.Control, e => Happened?.Invoke(e), limit.Token).ConfigureAwait(false);
                return;
            }
            catch (IOException e) when (Ended.IsCompleted || Stopwatch.GetElapsedTime(start) > Patience)
            {
                string how = Ended.IsCompleted ? await Ended.ConfigureAwait(false) : $"it does not answer: {e.Message}";
                throw new MachineException($"guest '{Machine.Name}' cannot be started: {how}", e);
            }
            catch (IOException)
            {
                await Task.WhenAny(Ended, Task.Delay(Look, cancellation)).ConfigureAwait(false);
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    private async Task<string> DescribeEndAsync()
    {
        int status = await _starter.Exit.ConfigureAwait(false);
        await Task.WhenAny(_starter.Errors, Task.Delay(LastWords)).ConfigureAwait(false);
        string said = _starter.Errors.IsCompleted ? (await _starter.Errors.ConfigureAwait(false)).Trim() : "";
        string how = _reason ?? status switch
        {
            0 => "it powered off",
            > 128 => $"QEMU was killed by signal {status - 128}",
            _ => $"QEMU ended with status {status}",
        };
        return said.Length > 0 && _reason is null ? $"{how}: {said}" : how;
    }
}
