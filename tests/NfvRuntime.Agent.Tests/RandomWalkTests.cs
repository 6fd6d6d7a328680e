using NfvRuntime.Guests.Protocol;

namespace NfvRuntime.Agent.Tests;

public sealed class RandomWalkTests
{
    private const int Steps = 400;

    [Fact]
    public async Task Whatever_is_asked_in_whatever_order_is_done_or_refused_and_all_comes_back_in_the_end()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        using var lab = new Lab();
        uint free = lab.Region.FreeBufferCount;
        await using var agent = new AgentProcess();
        await using AgentClient client = await agent.AcceptAsync(lab.Host);
        int done = 0, refused = 0;
        for (int step = 0; step < Steps; step++)
        {
            try
            {
                await Wait.For(AskAsync(random, client, lab));
                done++;
            }
            catch (AgentErrorException e)
            {
                refused++;
                bool isRefusal = e.Code is ErrorCodes.NotFound or ErrorCodes.Exists or ErrorCodes.Failed or ErrorCodes.Unsupported or ErrorCodes.BadField;
                Assert.True(isRefusal, $"seed {seed}, step {step}: {e}");
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}, step {step}: {e}");
            }
        }

        Assert.True(done > Steps / 10 && refused > Steps / 10, $"seed {seed}: {done} done, {refused} refused");
        await Wait.For(client.AskAsync(new ShutdownRequest(TimeSpan.FromMilliseconds(100))));
        Assert.Equal(0, await agent.ExitAsync());
        Assert.All(lab.Host.Devices.Values, device => Assert.False(device.IsCreated));
        Assert.Equal(free, lab.Region.FreeBufferCount);
    }

    private static Task AskAsync(Random random, AgentClient client, Lab lab)
    {
        string port = random.Next(2) == 0 ? "in" : "out", segment = random.Next(4) == 0 ? "t" : "s";
        string document = random.Next(3) switch
        {
            0 => Lab.Document.Replace("counter", "firewall, default: allow", StringComparison.Ordinal),
            1 => Lab.Document.Replace("seen ->", "none ->", StringComparison.Ordinal),
            _ => Lab.Document,
        };
        return random.Next(14) switch
        {
            0 or 1 => lab.AttachAsync(client, port),
            2 => client.AskAsync(new DetachRequest(port)),
            3 or 4 => client.AskAsync(new DeployRequest(segment, document)),
            5 or 6 => client.AskAsync(new StartRequest(segment)),
            7 => client.AskAsync(new StopRequest(segment, TimeSpan.FromMilliseconds(random.Next(20)))),
            8 => client.AskAsync(new RemoveRequest(segment)),
            9 => client.AskAsync(new HoldRequest(1, TimeSpan.FromMilliseconds(random.Next(1, 30)))),
            10 => client.AskAsync(new ReleaseRequest((uint)random.Next(3))),
            11 => client.AskAsync(new ExportStateRequest(segment, "seen", (ulong)random.Next(2), (ulong)random.Next(3), 1000)),
            12 => client.AskAsync(new SubscribeRequest(LogLevel.Debug, TimeSpan.FromMilliseconds(random.Next(3)))),
            _ => SendAsync(lab),
        };
    }

    private static Task SendAsync(Lab lab)
    {
        Record.Exception(lab.Sender.Sync);
        for (int i = 0; i < 20 && lab.Sender.Available > 0; i++) lab.Sender.Put(Frames.Numbered(i));
        Record.Exception(lab.Sender.Sync);
        Record.Exception(lab.Receiver.Sync);
        while (lab.Receiver.Available > 0) lab.Receiver.Take();
        Record.Exception(lab.Receiver.Sync);
        return Task.CompletedTask;
    }
}
