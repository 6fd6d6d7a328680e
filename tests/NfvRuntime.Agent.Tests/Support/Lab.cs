using NfvRuntime.Guests.Protocol;
using NfvRuntime.Host;
using NfvRuntime.Netmap;

namespace NfvRuntime.Agent.Tests;

/// <summary>
/// A host without stages: a region, a back-to-back pipe into a guest (port <c>in</c>) and one out of it (port <c>out</c>), whose other ends
/// are driven by the test.
/// </summary>
internal sealed class Lab : IDisposable
{
    public const uint Slots = 256;
    public const uint Lent = 256;

    /// <summary>A counter between the two ports.</summary>
    public const string Document = """
        chain: lab
        ports: { in: "ptnet:in", out: "ptnet:out" }
        stages: { seen: { kind: counter } }
        paths: { main: in -> seen -> out }
        """;

    /// <summary>Another stage between the two ports.</summary>
    public static string DocumentWith(string stage, string rest = "") => $"{Document.Replace("{ kind: counter }", stage, StringComparison.Ordinal)}\n{rest}";

    private readonly Thread _arbiter;
    private volatile bool _ended;

    public Lab(ushort region = 1, int rings = 1)
    {
        Region = Region.Create(RegionLayout.For(8, 16, Slots, (uint)(2 * rings * Slots) + (4 * Lent)), RegionBacking.SealedMemory, region);
        In = new BackToBackPipe(Region, "in", rings, backRings: 0, Slots);
        Out = new BackToBackPipe(Region, "out", rings, backRings: 0, Slots);
        Host.Devices["in"] = new BackToBackPtnetDevice(In, isFirst: false, new PtnetOptions { ExtraBuffers = Lent });
        Host.Devices["out"] = new BackToBackPtnetDevice(Out, isFirst: true, new PtnetOptions { ExtraBuffers = Lent });
        Sender = In.There[0].CreateSender();
        Receiver = Out.There[0].CreateReceiver();
        _arbiter = new Thread(Arbitrate) { IsBackground = true };
        _arbiter.Start();
    }

    public Region Region { get; }

    public BackToBackPipe In { get; }

    public BackToBackPipe Out { get; }

    public RingDriver Sender { get; }

    public RingDriver Receiver { get; }

    public LabHost Host { get; } = new();

    public RegionReference Reference => new(Region.MemId, Region.SharedGeneration, (ulong)Region.FileSize);

    public async Task AttachAsync(AgentClient client)
    {
        await AttachAsync(client, "in");
        await AttachAsync(client, "out");
    }

    public Task<AttachResponse> AttachAsync(AgentClient client, string port) => AttachAsync(client, port, Host.Devices[port]);

    public static Task<AttachResponse> AttachAsync(AgentClient client, string port, PtnetDevice device)
    {
        Region region = device.Region;
        var request = new AttachRequest(port, new(region.MemId, region.SharedGeneration, (ulong)region.FileSize), device.Configuration.ToBytes())
        {
            Descriptors = [.. device.Descriptors.Select(given => new PortDescriptor(RoleOf(given.Role), (uint?)given.Ring))],
        };
        return Wait.For(client.AttachAsync(request, [.. device.Descriptors.Select(given => given.Handle)]));
    }

    /// <summary>Attaches both ports, deploys, and starts.</summary>
    public async Task RunAsync(AgentClient client, string document = Document)
    {
        await AttachAsync(client);
        await Wait.For(client.AskAsync(new DeployRequest("s", document)));
        await Wait.For(client.AskAsync(new StartRequest("s")));
    }

    /// <summary>Sends numbered frames through the guest, and sees each come out, in order, unaltered.</summary>
    public Task PassAsync(int frames, int first = 0) => Wait.For(Task.Run(() => Pass(frames, first)));

    public void Dispose()
    {
        _ended = true;
        _arbiter.Join();
        foreach (PtnetDevice device in Host.Devices.Values) device.Dispose();
        In.Dispose();
        Out.Dispose();
        Region.Dispose();
    }

    private static DescriptorRole RoleOf(PtnetDescriptorRole role) => role switch
    {
        PtnetDescriptorRole.Region => DescriptorRole.Region,
        PtnetDescriptorRole.Kick => DescriptorRole.Kick,
        _ => DescriptorRole.Notify,
    };

    private void Pass(int frames, int first)
    {
        long end = Environment.TickCount64 + (long)Wait.Limit.TotalMilliseconds;
        int sent = 0, seen = 0;
        while (seen < frames)
        {
            Sender.Sync();
            while (sent < frames && Sender.Available > 0) Sender.Put(Frames.Numbered(first + sent++));
            Sender.Sync();
            Receiver.Sync();
            while (Receiver.Available > 0) Assert.Equal(first + seen++, Frames.NumberOf(Receiver.Take()));
            Receiver.Sync();
            Assert.True(Environment.TickCount64 < end, $"{sent} of {frames} frames were sent, and {seen} came out");
        }
    }

    private void Arbitrate()
    {
        while (!_ended)
        {
            if (!In.Poll() & !Out.Poll()) Thread.Sleep(1);
        }
    }
}
