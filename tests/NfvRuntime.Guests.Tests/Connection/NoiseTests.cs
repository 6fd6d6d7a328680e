using Microsoft.Win32.SafeHandles;
using NfvRuntime.Guests.Protocol;
using NfvRuntime.Guests.Tests.Protocol;

namespace NfvRuntime.Guests.Tests.Connection;

public sealed class NoiseTests
{
    private readonly int _seed = Random.Shared.Next();
    private readonly string _name = $"n{Guid.NewGuid():N}";

    [Fact]
    public async Task Peers_that_send_noise_with_descriptors_end_alone_and_leave_none_open()
    {
        var random = new Random(_seed);
        var ends = new List<ConnectionEnd>();
        using (SafeFileHandle memory = Descriptors.Memory(_name, "x"))
        {
            byte[][] good = [.. new Samples(random).All().Select(body => Frames.Frame(body, id: 1))];
            for (int round = 0; round < 300; round++)
            {
                bool agent = round % 2 == 0;
                if (agent)
                {
                    var (peer, client, _) = await RawPeer.AsAgent();
                    await using (client) ends.Add(await SendNoise(random, good, peer, memory, client.Completion, round));
                }
                else
                {
                    var (peer, server, _) = await RawPeer.AsHost();
                    await using (server) ends.Add(await SendNoise(random, good, peer, memory, server.Completion, round));
                }
            }
        }

        Assert.Contains(ConnectionEnd.Violation, ends);
        Assert.Contains(ConnectionEnd.PeerClosed, ends);
        await Wait.Until(() => Descriptors.Count(_name) == 0);
    }

    private async Task<ConnectionEnd> SendNoise(
        Random random, byte[][] good, RawPeer peer, SafeFileHandle memory, Task<ConnectionLostException> completion, int round)
    {
        try
        {
            for (int i = random.Next(1, 20); i > 0; i--)
            {
                byte[] frame = [.. good[random.Next(good.Length)]];
                int descriptors = random.Next(3) == 0 ? random.Next(1, 5) : 0;
                if (random.Next(2) == 0) frame[3] = (byte)descriptors;
                if (random.Next(3) == 0) frame[random.Next(frame.Length)] = (byte)random.Next(256);
                int cut = random.Next(4) == 0 ? random.Next(1, frame.Length) : frame.Length;
                await peer.Send(frame[..cut], [.. Enumerable.Repeat(memory, descriptors)]);
            }
        }
        catch (EndOfStreamException)
        {
            // The other side has closed already.
        }

        await peer.DisposeAsync();
        try
        {
            return (await Wait.For(completion)).End;
        }
        catch (TimeoutException)
        {
            Assert.Fail($"seed {_seed}, round {round}: the connection does not end");
            throw;
        }
    }
}
