using System.Diagnostics;
using Microsoft.Win32.SafeHandles;
using NfvRuntime.Guests.Protocol;
using NfvRuntime.Guests.Transport;

namespace NfvRuntime.Guests.Tests.Connection;

/// <summary>An agent written in another language, in another process, after the protocol's page.</summary>
public sealed class OtherProcessTests : IDisposable
{
    private const string Agent = """
        import array, mmap, os, signal, socket, struct, sys, msgpack
        s = socket.socket(socket.AF_UNIX)
        s.connect(sys.argv[1])
        buffer, descriptors = b'', []
        def send(kind, number, name, fields, opens=0, fds=()):
            body = msgpack.packb([kind, number, name, fields, None])
            frame = struct.pack('>2sBBI', b'NF', opens, len(fds), len(body)) + body
            if fds: sent = socket.send_fds(s, [frame], list(fds)); s.sendall(frame[sent:])
            else: s.sendall(frame)
        def need(n):
            global buffer
            while len(buffer) < n:
                data, ancillary, flags, address = s.recvmsg(65536, socket.CMSG_SPACE(64 * 4))
                if not data: sys.exit(0)
                buffer += data
                for level, type, raw in ancillary:
                    descriptors.extend(array.array('i', raw[:len(raw) - len(raw) % 4]))
        def receive():
            global buffer
            need(8)
            magic, opens, count, length = struct.unpack('>2sBBI', buffer[:8])
            assert magic == b'NF'
            need(8 + length)
            message, buffer = msgpack.unpackb(buffer[8:8 + length]), buffer[8 + length:]
            fds, descriptors[:count] = descriptors[:count], []
            return message, fds
        send(0, 1, 'hello', dict(protocol='nfv-agent', oldest=1, newest=1, agent='python', guest='py', session=os.urandom(16), generation=0,
            capabilities=['descriptors'], **{'max-body': 1 << 20, 'window': 8}), opens=1)
        welcome, _ = receive()
        assert welcome[:3] == [1, 1, 'hello'] and welcome[3]['version'] == 1, welcome
        while True:
            (kind, number, name, fields, trace), fds = receive()
            if name == 'attach':
                assert [d['role'] for d in fields['descriptors']] == ['region', 'kick'] and len(fds) == 2
                with mmap.mmap(fds[0], fields['region']['size']) as m: m[0:5] = b'guest'
                os.write(fds[1], struct.pack('=Q', 1))
                for fd in fds: os.close(fd)
                send(1, number, name, {'record': fields['record']})
            elif name == 'heartbeat':
                send(1, number, name, {'sent': fields['sent'], 'waiting': 0})
            elif name == 'counter-table':
                fd = os.memfd_create('table'); os.write(fd, b'from python')
                send(1, number, name, {'size': 11}, fds=[fd])
            elif name == 'start' and fields['segment'] == 'die':
                s.sendall(struct.pack('>2sBBI', b'NF', 0, 0, 1000) + b'half')
                os.kill(os.getpid(), signal.SIGKILL)
            else:
                send(2, number, 'error', dict(code='not-found', message='no ' + name, field=None, details=[]))
                send(3, 0, 'log', dict(time=msgpack.Timestamp(1, 500), level='warning', source='python', text='asked for ' + name))
        """;

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"nfv-{Guid.NewGuid():N}.sock");
    private readonly string _name = $"p{Guid.NewGuid():N}";
    private Process? _process;

    [PythonFact(msgpack: true)]
    public async Task An_agent_in_another_process_and_language_is_led_and_its_death_is_seen()
    {
        using var listener = new UnixListener(_path, PeerPolicy.SameUser);
        _process = Python.Start(Python.WithMsgpack!, Agent, _path);
        UnixTransport transport = await Wait.For(listener.AcceptAsync().AsTask());
        Assert.Equal(_process.Id, transport.Peer.Pid);
        var host = new FakeHost();
        await using AgentClient client = await Wait.For(AgentClient.AcceptAsync(transport, Session.HostIdentity, host, Session.Patient));
        Assert.Equal(("py", "python"), (client.Agent.Guest, client.Agent.Agent));

        using (SafeFileHandle region = Descriptors.Memory(_name, new string('.', 4096)), kick = Descriptors.Memory(_name, ""))
        {
            var attach = new AttachRequest("lan", new(1, 1, 4096), new byte[] { 1, 2, 3 })
            {
                Descriptors = [new(DescriptorRole.Region), new(DescriptorRole.Kick, 0)],
            };
            AttachResponse attached = await Wait.For(client.AttachAsync(attach, [region, kick]));
            Assert.Equal([1, 2, 3], attached.Record.ToArray());
            Assert.StartsWith("guest...", Descriptors.Read(region), StringComparison.Ordinal);
            Assert.Equal("\u0001\0\0\0\0\0\0\0", Descriptors.Read(kick));
        }

        await Wait.Until(() => Descriptors.Count(_name) == 0);
        (_, SafeFileHandle table) = await Wait.For(client.CounterTableAsync());
        using (table) Assert.Equal("from python", Descriptors.Read(table));
        var refused = await Assert.ThrowsAsync<AgentErrorException>(() => Wait.For(client.AskAsync(new StartRequest("edge"))));
        Assert.Equal("no start (not-found)", refused.Message);
        await Wait.Until(() => !host.Events.IsEmpty);
        Assert.Equal(new LogEvent(DateTime.UnixEpoch.AddSeconds(1).AddTicks(5), LogLevel.Warning, "python", "asked for start"), host.Events.Single());

        var lost = await Assert.ThrowsAsync<ConnectionLostException>(() => Wait.For(client.AskAsync(new StartRequest("die"))));
        Assert.Equal(ConnectionEnd.PeerClosed, lost.End);
    }

    [PythonFact]
    public async Task A_process_other_than_the_expected_one_is_turned_away()
    {
        const string Script = "import sys, socket; s = socket.socket(socket.AF_UNIX); sys.stdin.readline(); s.connect(sys.argv[1]); print(s.recv(1))";
        _process = Python.Start(Python.Any!, Script, _path);
        using var listener = new UnixListener(_path, new PeerPolicy(Pid: Environment.ProcessId));
        using var stop = new CancellationTokenSource();
        Task<UnixTransport> accepting = listener.AcceptAsync(stop.Token).AsTask();
        await _process.StandardInput.WriteLineAsync();
        await _process.StandardInput.FlushAsync();
        Assert.Equal("b''", await Wait.For(_process.StandardOutput.ReadLineAsync()));
        Assert.Equal(1, listener.Refused);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Wait.For(accepting));
    }

    public void Dispose()
    {
        _process?.Kill();
        _process?.Dispose();
    }
}
