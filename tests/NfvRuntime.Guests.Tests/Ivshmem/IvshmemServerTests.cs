using System.Buffers.Binary;
using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;
using NfvRuntime.Guests.Ivshmem;
using NfvRuntime.Guests.Transport;
using NfvRuntime.Host;

namespace NfvRuntime.Guests.Tests.Ivshmem;

public sealed class IvshmemServerTests : IDisposable
{
    private const int Vectors = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nfv-ivshmem-");
    private readonly SafeFileHandle _memory;
    private readonly IvshmemServer _server;

    public IvshmemServerTests()
    {
        string file = System.IO.Path.Combine(_folder.FullName, "memory");
        File.WriteAllText(file, "the region's memory");
        _memory = File.OpenHandle(file);
        _server = new IvshmemServer(Path, _memory, Vectors, PeerPolicy.SameUser);
    }

    private string Path => System.IO.Path.Combine(_folder.FullName, "server");

    public void Dispose()
    {
        _server.DisposeAsync().AsTask().Wait();
        _memory.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_peer_is_told_version_number_memory_the_others_and_itself()
    {
        await using Client first = await Client.ConnectAsync(Path);
        Assert.Equal((0L, false), await first.WordAsync());
        Assert.Equal((1L, false), await first.WordAsync());
        Assert.Equal((-1L, true), await first.WordAsync());
        byte[] bytes = new byte[10];
        RandomAccess.Read(first.Last!, bytes, 0);
        Assert.Equal("the region"u8.ToArray(), bytes);
        await first.ExpectPeerAsync(0, Vectors);
        await first.ExpectPeerAsync(1, Vectors);

        await using Client second = await Client.ConnectAsync(Path);
        await second.SkipWelcomeAsync(2);
        await second.ExpectPeerAsync(0, Vectors);
        await second.ExpectPeerAsync(1, Vectors);
        await second.ExpectPeerAsync(2, Vectors);
        await first.ExpectPeerAsync(2, Vectors);
        Assert.Equal([1, 2], _server.Peers.Select(peer => peer.Id));
    }

    [Fact]
    public async Task An_event_wakes_the_peer_that_it_was_told_of()
    {
        await using Client client = await Client.ConnectAsync(Path);
        await client.SkipWelcomeAsync(1);
        List<SafeFileHandle> host = await client.PeerAsync(0, Vectors), own = await client.PeerAsync(1, Vectors);

        new WakeEvent(host[2]).Signal();
        Assert.Equal([false, false, true], _server.Host.Vectors.Select(vector => vector.Drain()));
        _server.Peers[0].Vectors[1].Signal();
        Assert.Equal([false, true, false], own.Select(handle => new WakeEvent(handle).Drain()));
        own.ForEach(handle => handle.Dispose());
        host.ForEach(handle => handle.Dispose());
    }

    [Fact]
    public async Task Who_goes_is_told_to_the_others_and_his_number_is_given_again()
    {
        await using Client stays = await Client.ConnectAsync(Path);
        await stays.SkipWelcomeAsync(1);
        await stays.ExpectPeerAsync(0, Vectors);
        await stays.ExpectPeerAsync(1, Vectors);
        var left = new TaskCompletionSource<IvshmemPeer>();
        _server.Left += peer => left.TrySetResult(peer);
        await using (Client goes = await Client.ConnectAsync(Path))
        {
            await goes.SkipWelcomeAsync(2);
            await stays.ExpectPeerAsync(2, Vectors);
        }

        Assert.Equal((2L, false), await stays.WordAsync());
        Assert.Equal(2, (await left.Task.WaitAsync(Patience)).Id);
        await using Client next = await Client.ConnectAsync(Path);
        await next.SkipWelcomeAsync(2);
        await stays.ExpectPeerAsync(2, Vectors);
        Assert.Equal(0, _server.Violations);
    }

    [Fact]
    public async Task Who_says_something_is_put_out_and_nobody_else_notices()
    {
        await using Client good = await Client.ConnectAsync(Path);
        await good.SkipWelcomeAsync(1);
        await good.ExpectPeerAsync(0, Vectors);
        await good.ExpectPeerAsync(1, Vectors);
        await using (Client bad = await Client.ConnectAsync(Path))
        {
            await bad.SendAsync("GET / HTTP/1.0\r\n\r\n"u8.ToArray());
            await bad.EndAsync();
        }

        await using Client later = await Client.ConnectAsync(Path);
        await later.SkipWelcomeAsync(2);
        Assert.Equal(1, _server.Violations);
        Assert.Contains(_server.Peers, peer => peer.Id == 1);
    }

    [Fact]
    public async Task Random_clients_cost_no_descriptor_and_no_other_peer()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        await using Client good = await Client.ConnectAsync(Path);
        await good.SkipWelcomeAsync(1);
        int before = 0;
        for (int round = 0; round < 300; round++)
        {
            if (round == 30)
            {
                await SettleAsync();
                before = Descriptors();
            }

            Client client = await Client.ConnectAsync(Path);
            for (int i = random.Next(12); i > 0; i--)
            {
                await client.WordAsync();
            }

            if (random.Next(2) == 0)
            {
                byte[] junk = new byte[random.Next(1, 4096)];
                random.NextBytes(junk);
                await client.SendAsync(junk);
            }

            await client.DisposeAsync();
        }

        await SettleAsync();
        Assert.True(Descriptors() <= before + 8, $"seed {seed}: {before} descriptors before, {Descriptors()} now");
        Assert.Equal([1], _server.Peers.Select(peer => peer.Id));
        await using Client last = await Client.ConnectAsync(Path);
        await last.SkipWelcomeAsync(2);
        // The one who was there all the time has heard of all of them, in the order of the protocol.
        for (int words = 2 * Vectors; words > 0; words--)
        {
            Assert.InRange((await good.WordAsync()).Value, 0, 1);
        }

        (long value, bool hasDescriptor) = await good.WordAsync();
        Assert.True(value >= 2 && hasDescriptor, $"seed {seed}: {value} {hasDescriptor}");
    }

    [Fact]
    public async Task There_is_room_for_a_stated_number_of_peers()
    {
        var clients = new List<Client>();
        for (int i = 1; i < IvshmemServer.MostPeers; i++)
        {
            Client client = await Client.ConnectAsync(Path);
            clients.Add(client);
            await client.SkipWelcomeAsync(i);
        }

        await using (Client tooMany = await Client.ConnectAsync(Path))
        {
            await tooMany.EndAsync();
        }

        Assert.Equal(1, _server.Violations);
        foreach (Client client in clients)
        {
            await client.DisposeAsync();
        }
    }

    private async Task SettleAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        while (_server.Peers.Count > 1)
        {
            await Task.Delay(5, limit.Token);
        }
    }

    private static int Descriptors() => Directory.GetFileSystemEntries("/proc/self/fd").Length;

    /// <summary>What QEMU does on its side.</summary>
    private sealed class Client(UnixTransport transport) : IAsyncDisposable
    {
        private readonly byte[] _bytes = new byte[8];

        public SafeFileHandle? Last { get; private set; }

        public static async Task<Client> ConnectAsync(string path) => new(await UnixTransport.ConnectAsync(path));

        public async Task<(long Value, bool HasDescriptor)> WordAsync()
        {
            using var limit = new CancellationTokenSource(Patience);
            var arrived = new List<SafeFileHandle>();
            int count = 0;
            while (count < 8)
            {
                int read = await transport.ReceiveAsync(_bytes.AsMemory(count), arrived, limit.Token);
                Assert.True(read > 0, "the server has closed the connection");
                count += read;
            }

            Last?.Dispose();
            Last = arrived.SingleOrDefault();
            return (BinaryPrimitives.ReadInt64LittleEndian(_bytes), Last is not null);
        }

        public async Task SkipWelcomeAsync(int id)
        {
            Assert.Equal((0L, false), await WordAsync());
            Assert.Equal(((long)id, false), await WordAsync());
            Assert.Equal((-1L, true), await WordAsync());
        }

        public async Task ExpectPeerAsync(int id, int vectors) => (await PeerAsync(id, vectors)).ForEach(handle => handle.Dispose());

        public async Task<List<SafeFileHandle>> PeerAsync(int id, int vectors)
        {
            var handles = new List<SafeFileHandle>();
            for (int i = 0; i < vectors; i++)
            {
                Assert.Equal(((long)id, true), await WordAsync());
                handles.Add(Last!);
                Last = null;
            }

            return handles;
        }

        public async Task SendAsync(byte[] bytes)
        {
            try
            {
                using var limit = new CancellationTokenSource(Patience);
                await transport.SendAsync(bytes, [], limit.Token);
            }
            catch (IOException)
            {
                // put out already
            }
        }

        public async Task EndAsync()
        {
            using var limit = new CancellationTokenSource(Patience);
            try
            {
                while (await transport.ReceiveAsync(_bytes, [], limit.Token) > 0)
                {
                }
            }
            catch (Exception e) when (e is IOException or SocketException)
            {
                // with what was not read
            }
        }

        public async ValueTask DisposeAsync()
        {
            Last?.Dispose();
            await transport.DisposeAsync();
        }
    }
}
