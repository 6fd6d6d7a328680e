using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NfvRuntime.Guests.Transport;

namespace NfvRuntime.Guests.Tests.Transport;

public sealed class UnixTransportTests
{
    private readonly string _name = $"t{Guid.NewGuid():N}";
    private readonly List<SafeFileHandle> _arrived = [];

    [Fact]
    public async Task Bytes_and_descriptors_arrive_in_order()
    {
        var (one, other) = UnixTransport.CreatePair();
        await using (one)
        await using (other)
        {
            using (SafeFileHandle a = Descriptors.Memory(_name, "first"), b = Descriptors.Memory(_name, "second"))
            {
                await one.SendAsync(new byte[] { 1, 2, 3 }, [a, b], default);
            }

            byte[] buffer = new byte[10];
            Assert.Equal(3, await other.ReceiveAsync(buffer, _arrived, default));
            Assert.Equal(["first", "second"], _arrived.Select(Descriptors.Read));
            Assert.All(_arrived, handle => Assert.True(Descriptors.ClosesOnExec(handle)));
            Assert.Equal(2, Descriptors.Count(_name));
            _arrived.ForEach(handle => handle.Dispose());
            await Wait.Until(() => Descriptors.Count(_name) == 0);
        }
    }

    [Fact]
    public async Task Sixty_four_descriptors_fit_one_message()
    {
        var (one, other) = UnixTransport.CreatePair();
        await using (one)
        await using (other)
        {
            using SafeFileHandle memory = Descriptors.Memory(_name, "x");
            SafeHandle[] many = [.. Enumerable.Repeat(memory, 64)];
            await one.SendAsync(new byte[1], many, default);
            Assert.Equal(1, await other.ReceiveAsync(new byte[10], _arrived, default));
            Assert.Equal(64, _arrived.Count);
            _arrived.ForEach(handle => handle.Dispose());
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await one.SendAsync(new byte[1], [.. many, memory], default));
            Assert.Equal(1, Descriptors.Count(_name));
        }
    }

    [Fact]
    public async Task A_message_larger_than_the_socket_waits_for_its_reader()
    {
        var (one, other) = UnixTransport.CreatePair();
        await using (one)
        await using (other)
        {
            byte[] sent = new byte[8 << 20];
            Random.Shared.NextBytes(sent);
            using SafeFileHandle memory = Descriptors.Memory(_name, "x");
            Task sending = one.SendAsync(sent, [memory], default).AsTask();
            byte[] got = new byte[sent.Length];
            int received = 0;
            while (received < got.Length)
            {
                int now = await other.ReceiveAsync(got.AsMemory(received, Math.Min(100_000, got.Length - received)), _arrived, default);
                Assert.NotEqual(0, now);
                received += now;
            }

            await Wait.For(sending);
            Assert.Equal(sent, got);
            Assert.Single(_arrived).Dispose();
        }
    }

    [Fact]
    public async Task A_descriptor_can_wait_for_room()
    {
        var (one, other) = UnixTransport.CreatePair();
        await using (one)
        await using (other)
        {
            using var full = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await one.SendAsync(new byte[64 << 20], [], full.Token));
            using SafeFileHandle memory = Descriptors.Memory(_name, "late");
            Task sending = one.SendAsync(new byte[] { 42 }, [memory], default).AsTask();
            Assert.False(sending.IsCompleted);
            byte[] buffer = new byte[1 << 20];
            while (_arrived.Count == 0)
            {
                await Wait.For(other.ReceiveAsync(buffer, _arrived, default).AsTask());
            }

            await Wait.For(sending);
            Assert.Equal("late", Descriptors.Read(Assert.Single(_arrived)));
            _arrived[0].Dispose();
        }
    }

    [Fact]
    public async Task The_end_is_seen_by_who_receives_and_by_who_sends()
    {
        var (one, other) = UnixTransport.CreatePair();
        await using (one)
        {
            Task<int> waiting = one.ReceiveAsync(new byte[1], _arrived, default).AsTask();
            await other.DisposeAsync();
            Assert.Equal(0, await Wait.For(waiting));
            await Assert.ThrowsAsync<EndOfStreamException>(async () => await one.SendAsync(new byte[1], [], default));
        }
    }

    [Fact]
    public async Task A_peer_that_dies_with_bytes_unread_is_the_end_too()
    {
        var (one, other) = UnixTransport.CreatePair();
        await using (one)
        {
            await one.SendAsync(new byte[1], [], default);
            await other.DisposeAsync();
            Assert.Equal(0, await Wait.For(one.ReceiveAsync(new byte[1], _arrived, default).AsTask()));
        }
    }

    [Fact]
    public async Task Closing_wakes_who_waits()
    {
        var (one, other) = UnixTransport.CreatePair();
        await using (other)
        {
            Task<int> waiting = one.ReceiveAsync(new byte[1], _arrived, default).AsTask();
            Assert.False(waiting.IsCompleted);
            await one.DisposeAsync();
            await Assert.ThrowsAsync<ObjectDisposedException>(() => Wait.For(waiting));
        }
    }

    [Fact]
    public async Task Descriptors_that_are_never_read_are_closed_with_the_socket()
    {
        var (one, other) = UnixTransport.CreatePair();
        using (SafeFileHandle memory = Descriptors.Memory(_name, "x"))
        {
            await one.SendAsync(new byte[1], [memory, memory], default);
        }

        await one.DisposeAsync();
        await other.DisposeAsync();
        await Wait.Until(() => Descriptors.Count(_name) == 0);
    }

    [Fact]
    public async Task A_listener_makes_a_file_for_its_owner_only_and_takes_it_away()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{_name}.sock");
        using (var listener = new UnixListener(path, PeerPolicy.SameUser))
        {
            if (OperatingSystem.IsLinux()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            Task<UnixTransport> accepting = listener.AcceptAsync().AsTask();
            await using UnixTransport client = await UnixTransport.ConnectAsync(path);
            await using UnixTransport server = await Wait.For(accepting);
            Assert.Equal(Environment.ProcessId, server.Peer.Pid);
            Assert.True(PeerPolicy.SameUser.Admits(server.Peer));
            await Assert.ThrowsAsync<IOException>(() => Task.Run(() => new UnixListener(path, PeerPolicy.SameUser)));
        }

        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task A_peer_that_the_policy_does_not_admit_is_turned_away()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{_name}.sock");
        using var listener = new UnixListener(path, new PeerPolicy(Pid: Environment.ProcessId + 1));
        using var stop = new CancellationTokenSource();
        Task<UnixTransport> accepting = listener.AcceptAsync(stop.Token).AsTask();
        await using UnixTransport client = await UnixTransport.ConnectAsync(path);
        Assert.Equal(0, await Wait.For(client.ReceiveAsync(new byte[1], _arrived, default).AsTask()));
        Assert.Equal(1, listener.Refused);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Wait.For(accepting));
    }

    [Theory]
    [InlineData(0, 0, true), InlineData(1000, 0, false), InlineData(0, 77, false)]
    public void A_policy_looks_at_user_and_process(uint uid, int pid, bool admitted)
    {
        var policy = new PeerPolicy(0, pid == 0 ? null : 78);
        Assert.Equal(admitted, policy.Admits(new PeerCredentials(pid == 0 ? 5 : pid, uid, 0)));
    }

    [Fact]
    public async Task A_socket_that_a_dead_host_left_is_replaced_and_another_file_is_not()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{_name}.sock");
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(path + "2"));
            dead.Listen();
            File.Move(path + "2", path); // so that closing does not delete it
        }

        Assert.True(Path.Exists(path));
        using (var listener = new UnixListener(path, PeerPolicy.SameUser))
        {
            await using UnixTransport client = await UnixTransport.ConnectAsync(path);
        }

        await File.WriteAllTextAsync(path, "precious");
        var error = Assert.Throws<IOException>(() => new UnixListener(path, PeerPolicy.SameUser));
        Assert.Equal($"{path} is there already and is no socket. Choose another path.", error.Message);
        Assert.Equal("precious", await File.ReadAllTextAsync(path));
        File.Delete(path);
        await Assert.ThrowsAsync<IOException>(async () => await UnixTransport.ConnectAsync(path));
    }
}
