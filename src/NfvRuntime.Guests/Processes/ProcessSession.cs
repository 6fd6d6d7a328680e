using System.Diagnostics;
using NfvRuntime.Counters;
using NfvRuntime.Guests.Protocol;
using NfvRuntime.Guests.Transport;
using NfvRuntime.Netmap;
using NfvRuntime.Runtime;

namespace NfvRuntime.Guests;

/// <summary>One process that is a guest, and what its agent is asked.</summary>
internal sealed class ProcessSession : IGuestSession
{
    private const int FirstSignal = 128;
    private static readonly TimeSpan MemoryLook = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(200);

    private readonly Process? _process;
    private readonly ProcessHandle _handle;
    private readonly LastLines _errors;
    private readonly ProcessRecord _record;
    private readonly AgentSession _agent;
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _memory;
    private string? _killedFor;

    /// <param name="order">The guest.</param>
    /// <param name="process">The process as this host's child; null for one that an earlier host has started.</param>
    /// <param name="handle">The process.</param>
    /// <param name="errors">What it has said.</param>
    /// <param name="record">Where it is noted.</param>
    public ProcessSession(GuestOrder order, Process? process, ProcessHandle handle, LastLines errors, ProcessRecord record)
    {
        (_process, _handle, _errors, _record) = (process, handle, errors, record);
        _memory = order.Settings.Memory ?? long.MaxValue;
        _agent = new AgentSession(order.Name, order.Log, order.Failed);
    }

    public int ProcessId => _handle.Id;

    public bool IsAdopted => _process is null;

    public IReadOnlyList<CounterReading> CountedBefore => _agent.CountedBefore;

    public Task<string> Ended => _ended.Task;

    public CounterTable? Counters => _agent.Counters;

    /// <summary>Waits for the hello, and begins to watch.</summary>
    public async Task ConnectAsync(UnixTransport transport, HostIdentity identity, CancellationToken cancellation)
    {
        await _agent.ConnectAsync(transport, identity, cancellation).ConfigureAwait(false);
        _ = WatchAsync();
        _ = WatchMemoryAsync();
    }

    public Task<IReadOnlyList<RecalledPort>> RecallAsync(IReadOnlyCollection<string> ports, CancellationToken cancellation) =>
        _agent.RecallAsync(ports, cancellation);

    public Task StripAsync(IReadOnlyCollection<string> kept, CancellationToken cancellation) => _agent.StripAsync(kept, cancellation);

    public Task WorkAsync(GuestWork work, CancellationToken cancellation) => _agent.WorkAsync(work, cancellation);

    public Task<ReadOnlyMemory<ulong>> HoldAsync(Region region, TimeSpan most, CancellationToken cancellation) =>
        _agent.HoldAsync(region, most, cancellation);

    public Task ReleaseAsync(Region region, CancellationToken cancellation) => _agent.ReleaseAsync(region, cancellation);

    public Task StopAsync(TimeSpan drain) => _agent.StopAsync(drain);

    public Task ShutdownAsync() => _agent.ShutdownAsync();

    public void Kill(string why)
    {
        Interlocked.CompareExchange(ref _killedFor, why, null);
        _handle.End();
    }

    /// <summary>Waits for the end of the process.</summary>
    public Task ExitedAsync() => _process?.WaitForExitAsync() ?? _handle.EndedAsync();

    /// <summary>What the process, which has ended, died of.</summary>
    public async Task<string> DeathAsync()
    {
        await Task.WhenAny(ExitedAsync(), Task.Delay(LastWords)).ConfigureAwait(false); // what it said is read by others
        string said = _errors.ToString();
        string how = _killedFor is { } why ? $"process {_handle.Id} was ended: {why}"
            : _process is null ? $"process {_handle.Id}, which an earlier host had started, has ended"
            : _process.ExitCode > FirstSignal ? $"process {_handle.Id} was killed by signal {_process.ExitCode - FirstSignal}"
            : $"process {_handle.Id} ended with status {_process.ExitCode}";
        return said.Length == 0 ? how : $"{how}; it said: {said.ReplaceLineEndings(" ")}";
    }

    public async ValueTask DisposeAsync()
    {
        await _agent.DisposeAsync().ConfigureAwait(false);
        _process?.Dispose();
        _handle.Dispose();
    }

    /// <summary>No limit of the system's own is about what a process has in use, so that is looked at.</summary>
    private async Task WatchMemoryAsync()
    {
        while (_memory < long.MaxValue && !_ended.Task.IsCompleted)
        {
            if (_handle.MemoryInUse is var used && used > _memory)
            {
                Kill($"it has {used >> 20} MiB of memory in use, and may have {_memory >> 20} ('memory' in the chain file)");
                return;
            }

            await Task.WhenAny(_ended.Task, Task.Delay(MemoryLook)).ConfigureAwait(false);
        }
    }

    /// <summary>The connection ends with the process; if it ends without, the agent is silent or breaks rules, and the process is ended.</summary>
    private async Task WatchAsync()
    {
        ConnectionLostException lost = await _agent.Client.Completion.ConfigureAwait(false);
        Task exited = ExitedAsync();
        if (lost.End is not (ConnectionEnd.PeerClosed or ConnectionEnd.Closed)
            || await Task.WhenAny(exited, Task.Delay(LastWords)).ConfigureAwait(false) != exited)
        {
            Kill($"its agent is lost: {lost.Message}");
        }

        await exited.ConfigureAwait(false);
        _record.Delete();
        _ended.TrySetResult(await DeathAsync().ConfigureAwait(false));
    }
}
