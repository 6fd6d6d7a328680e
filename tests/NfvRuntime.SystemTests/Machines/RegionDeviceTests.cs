using System.Diagnostics;
using NfvRuntime.Guests.Ivshmem;
using NfvRuntime.Guests.Machines;
using NfvRuntime.Guests.Transport;
using NfvRuntime.Host;
using NfvRuntime.Netmap;

namespace NfvRuntime.SystemTests.Machines;

[Collection(nameof(MachineCollection))]
public sealed class RegionDeviceTests(MachineImage image) : IDisposable
{
    private const int Vectors = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("nfv-r-");

    public void Dispose() => _root.Delete(recursive: true);

    [MachineFact]
    public async Task A_guest_answers_through_regions_polling_and_by_interrupts()
    {
        RegionLayout layout = RegionLayout.For(ports: 1, rings: 2, slotsPerRing: 64, buffers: 200);
        using MachineFolder folder = MachineFolder.Create("vm1", _root.FullName);
        using Region polled = Region.Create(layout, RegionBacking.SealedMemory, memId: 41, isWindow: true);
        using Region rung = Region.Create(layout, RegionBacking.SealedMemory, memId: 42, isWindow: true);
        await using var server = new IvshmemServer(folder.Region("b"), rung.Handle!, Vectors, PeerPolicy.SameUser);
        string memory = $"/proc/{Environment.ProcessId}/fd/{polled.Handle!.DangerousGetHandle()}";
        Machine machine = image.Describe("vm1", folder) with
        {
            HasIommu = true,
            Regions = [new PlainRegion("a", memory, RandomAccess.GetLength(polled.Handle)), new DoorbellRegion("b", folder.Region("b"), Vectors)],
            MoreKernelArguments = $"nfv.agent={GuestProbe.Role}",
        };
        await using MachineProcess process = await MachineProcess.StartAsync(machine);
        await MachineLifeTests.Said(process, $"probe: region 41 in {QemuCommandLine.AddressOf(0)}");

        await Ask(process, polled, () => { }, () => Task.Delay(1));
        await MachineLifeTests.Said(process, $"probe: region 42 in {QemuCommandLine.AddressOf(1)}, position 1, vectors {Vectors}");
        IvshmemPeer guest = Assert.Single(server.Peers);
        WakeEvent own = server.Host.Vectors[GuestProbe.Vector];
        await Rung(process, own);
        await Ask(process, rung, guest.Vectors[GuestProbe.Vector].Signal, () => Rung(process, own));

        await MachineLifeTests.Said(process, "probe: done");
        Assert.Equal("it powered off", await process.Ended.WaitAsync(Patience));
        long start = Stopwatch.GetTimestamp();
        while (server.Peers.Count > 0 && Stopwatch.GetElapsedTime(start) < Patience)
        {
            await Task.Delay(10);
        }

        Assert.Empty(server.Peers);
        Assert.Equal(0, server.Violations);
    }

    private static async Task Ask(MachineProcess process, Region region, Action tell, Func<Task> wait)
    {
        for (uint round = 1; round <= GuestProbe.Rounds; round++)
        {
            Write(region, round);
            tell();
            do
            {
                Assert.False(process.Ended.IsCompleted, process.Console.Tail(60));
                await wait();
            }
            while (Read(region) != round * 3);
        }
    }

    private static async Task Rung(MachineProcess process, WakeEvent own)
    {
        long start = Stopwatch.GetTimestamp();
        while (!own.Drain())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, $"no interrupt came:\n{process.Console.Tail(60)}");
            await Task.Delay(1);
        }
    }

    private static unsafe void Write(Region region, uint round) => Volatile.Write(ref region.Atok(0)->Head, round);

    private static unsafe uint Read(Region region) => Volatile.Read(ref region.Ktoa(0)->HwTail);
}
