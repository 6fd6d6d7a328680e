using NfvRuntime.Guests.Ivshmem;
using NfvRuntime.Host;
using NfvRuntime.Netmap;

namespace NfvRuntime.SystemTests.Machines;

/// <summary>What runs inside the machine of <see cref="RegionDeviceTests"/>: answers what the host writes into the regions of two devices, the first
/// by looking again and again, the second when it is interrupted.</summary>
internal static unsafe class GuestProbe
{
    public const string Role = "probe";
    public const int Rounds = 200;
    public const int Vector = 3;

    public static int Run()
    {
        IReadOnlyList<IvshmemDevice> devices = IvshmemDevice.Find();
        Console.WriteLine($"probe: devices {string.Join(' ', devices.Select(static device => device.Address))}");
        using Region polled = devices[0].MapRegion();
        Console.WriteLine($"probe: region {polled.MemId} in {devices[0].Address}");
        Answer(polled, static () => Thread.Sleep(1), static () => { });

        using DoorbellDevice device = DoorbellDevice.Open(devices[1]);
        using Region rung = device.MapRegion();
        using Wake wake = device.WakeOf(Vector, peer: 0);
        Console.WriteLine($"probe: region {rung.MemId} in {devices[1].Address}, position {device.Position}, vectors {device.Vectors}");
        wake.Signal(); // ready
        Answer(
            rung,
            () =>
            {
                while (!wake.Drain())
                {
                    Thread.Sleep(1);
                }
            },
            wake.Signal);
        Console.WriteLine("probe: done");
        return 0;
    }

    private static void Answer(Region region, Action wait, Action tell)
    {
        CsbAtok* asked = region.Atok(0);
        CsbKtoa* answered = region.Ktoa(0);
        for (uint round = 1; round <= Rounds; round++)
        {
            do
            {
                wait();
            }
            while (Volatile.Read(ref asked->Head) != round);

            Volatile.Write(ref answered->HwTail, round * 3);
            tell();
        }
    }
}
