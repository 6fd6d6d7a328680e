using System.Diagnostics;
using System.Globalization;
using NfvRuntime.Guests.Protocol;
using NfvRuntime.Guests.Transport;
using NfvRuntime.Runtime;

namespace NfvRuntime.Guests;

/// <summary>A guest that is a process: started with a socket to connect to, and led over it.</summary>
internal sealed class ProcessGuest : IGuest
{
    private const long LeastHeap = 16 << 20;
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);

    private readonly GuestOrder _order;
    private readonly GuestHome _home;
    private readonly IReadOnlyList<string> _agent;
    private readonly HostIdentity _identity;
    private readonly ProcessRecord _record;
    private readonly UnixListener _listener;
    private ProcessSession? _found;

    /// <exception cref="IOException">Its socket cannot be made.</exception>
    public ProcessGuest(GuestOrder order, GuestHome home, IReadOnlyList<string> agent, HostIdentity identity)
    {
        (_order, _home, _agent, _identity) = (order, home, agent, identity);
        _record = new ProcessRecord(Path.Combine(home.Folder, $"{order.Name}.pid"));
        _listener = new UnixListener(Path.Combine(home.Folder, $"{order.Name}.sock"), PeerPolicy.SameUser);
    }

    public async Task<IGuestSession?> FindAsync(CancellationToken cancellation)
    {
        if (_record.Find() is not { } left)
        {
            return null;
        }

        var session = new ProcessSession(_order, null, left, new LastLines(), _record);
        try
        {
            Task<UnixTransport> arrival = ArriveAsync(left.Id, cancellation);
            if (await Task.WhenAny(arrival, left.EndedAsync()).ConfigureAwait(false) == arrival)
            {
                await session.ConnectAsync(await arrival.ConfigureAwait(false), _identity, cancellation).ConfigureAwait(false);
                return _found = session;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // it does not come: it is of no use
        }

        session.Kill("it does not come to its new host");
        await left.EndedAsync().ConfigureAwait(false);
        await session.DisposeAsync().ConfigureAwait(false);
        return null;
    }

    public async Task<IGuestSession> StartAsync(CancellationToken cancellation)
    {
        ProcessSession? found = Interlocked.Exchange(ref _found, null);
        if (found is { Ended.IsCompleted: false })
        {
            return found;
        }

        var errors = new LastLines();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(StartPatience);
        Process process = Launch(errors);
        ProcessHandle handle = ProcessHandle.Find(process.Id)!; // not reaped yet: there
        var session = new ProcessSession(_order, process, handle, errors, _record);
        try
        {
            _record.Write(process.Id);
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

    public async ValueTask DisposeAsync()
    {
        if (_found is { Ended.IsCompleted: false } found)
        {
            found.Kill("its new host does not start");
            await found.Ended.ConfigureAwait(false);
            await found.DisposeAsync().ConfigureAwait(false);
        }

        _listener.Dispose();
        _record.Delete();
        _home.Leave();
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

        if (_order.Settings.Memory is { } memory)
        {
            // The collector keeps to its share by itself; the whole is watched.
            long heap = Math.Max(LeastHeap, (memory - _order.MappedBytes) / 2);
            start.Environment["DOTNET_GCHeapHardLimit"] = heap.ToString("x", CultureInfo.InvariantCulture);
        }

        start.Environment.Remove("NFV_RESPAWNED"); // about the host's process only
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        process.ErrorDataReceived += (_, line) => errors.Add(line.Data);
        process.BeginErrorReadLine();
        return process;
    }
}
