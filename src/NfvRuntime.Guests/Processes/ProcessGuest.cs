using System.Diagnostics;
using System.Globalization;
using NfvRuntime.Guests.Protocol;
using NfvRuntime.Guests.Transport;
using NfvRuntime.Runtime;

namespace NfvRuntime.Guests;

/// <summary>A guest that is a process: started with a socket to connect to, and led over it.</summary>
internal sealed class ProcessGuest : IGuest
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);

    private readonly GuestOrder _order;
    private readonly GuestHome _home;
    private readonly IReadOnlyList<string> _agent;
    private readonly HostIdentity _identity;
    private readonly ProcessRecord _record;
    private readonly UnixListener _listener;

    /// <exception cref="IOException">Its socket cannot be made.</exception>
    public ProcessGuest(GuestOrder order, GuestHome home, IReadOnlyList<string> agent, HostIdentity identity)
    {
        (_order, _home, _agent, _identity) = (order, home, agent, identity);
        _record = new ProcessRecord(Path.Combine(home.Folder, $"{order.Name}.pid"));
        _listener = new UnixListener(Path.Combine(home.Folder, $"{order.Name}.sock"), PeerPolicy.SameUser);
        home.Enter();
    }

    public async Task<IGuestSession> StartAsync(CancellationToken cancellation)
    {
        await EndLeftOverAsync().ConfigureAwait(false);
        var errors = new LastLines();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(StartPatience);
        Process process = Launch(errors);
        ProcessHandle handle = ProcessHandle.Find(process.Id)!; // not reaped yet: there
        var session = new ProcessSession(_order, process, handle, errors, _record);
        try
        {
            _record.Write(process.Id);
            LimitMemory(handle);
            Task<UnixTransport> arrival = ArriveAsync(process.Id, patience.Token);
            if (await Task.WhenAny(arrival, session.ExitedAsync()).ConfigureAwait(false) != arrival)
            {
                await patience.CancelAsync().ConfigureAwait(false);
                throw new IOException(await session.DeathAsync().ConfigureAwait(false));
            }

            await session.ConnectAsync(await arrival.ConfigureAwait(false), _identity, patience.Token).ConfigureAwait(false);
            return session;
        }
        catch (Exception e)
        {
            session.Kill("it did not come up");
            await session.ExitedAsync().ConfigureAwait(false);
            await session.DisposeAsync().ConfigureAwait(false);
            if (e is OperationCanceledException && !cancellation.IsCancellationRequested)
            {
                throw new IOException($"its agent has not said hello within {StartPatience.TotalSeconds} s", e);
            }

            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        _record.Delete();
        _home.Leave();
        return ValueTask.CompletedTask;
    }

    /// <summary>Strangers of the same user may connect, too; only the process that was started is heard.</summary>
    private async Task<UnixTransport> ArriveAsync(int process, CancellationToken cancellation)
    {
        while (true)
        {
            UnixTransport transport = await _listener.AcceptAsync(cancellation).ConfigureAwait(false);
            if (transport.Peer.Pid == process)
            {
                return transport;
            }

            await transport.DisposeAsync().ConfigureAwait(false);
        }
    }

    private Process Launch(LastLines errors)
    {
        var start = new ProcessStartInfo(_agent[0]) { RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = _home.Folder };
        string[] cpus = _order.Cpus is { } list ? ["--cpus", list] : [];
        foreach (string word in (string[])[.. _agent.Skip(1), "--guest", _order.Name, "--connect", $"unix:{_listener.SocketPath}", .. cpus])
        {
            start.ArgumentList.Add(word);
        }

        if (MemoryOfItsOwn is { } memory)
        {
            // The collector stays below the limit on its own; what else the runtime needs is about a quarter.
            start.Environment["DOTNET_GCHeapHardLimit"] = (memory / 4 * 3).ToString("x", CultureInfo.InvariantCulture);
        }

        start.Environment.Remove("NFV_RESPAWNED"); // about the host's process only
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        process.ErrorDataReceived += (_, line) => errors.Add(line.Data);
        process.BeginErrorReadLine();
        return process;
    }

    private ulong? MemoryOfItsOwn => _order.Settings.Memory is { } memory ? (ulong)Math.Max(LeastMemory, memory - _order.MappedBytes) : null;

    private static long LeastMemory => 16 << 20;

    private void LimitMemory(ProcessHandle process)
    {
        if (MemoryOfItsOwn is { } memory)
        {
            process.LimitMemory(memory);
        }
    }

    /// <summary>What an earlier host that died has left of this guest, and its agent has not yet noticed.</summary>
    private async Task EndLeftOverAsync()
    {
        using ProcessHandle? left = _record.Find();
        if (left is not null)
        {
            left.End();
            await left.EndedAsync().ConfigureAwait(false);
        }

        _record.Delete();
    }
}
