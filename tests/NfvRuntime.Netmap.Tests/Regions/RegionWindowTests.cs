using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace NfvRuntime.Netmap.Tests.Regions;

[SupportedOSPlatform("linux")]
public sealed unsafe partial class RegionWindowTests
{
    private readonly RegionLayout _layout = RegionLayout.For(ports: 2, rings: 4, slotsPerRing: 64, buffers: 400);

    [Theory]
    [InlineData(RegionBacking.SealedMemory)]
    [InlineData(RegionBacking.NamedFile)]
    public void A_devices_window_has_a_power_of_two_of_bytes_and_is_attached_to_like_any_region(RegionBacking backing)
    {
        string? path = backing == RegionBacking.NamedFile ? Path.Combine(Path.GetTempPath(), $"nfv-window-{Guid.NewGuid():N}") : null;
        using Region region = Region.Create(_layout, backing, memId: 3, path, isWindow: true);
        long bytes = RandomAccess.GetLength(region.Handle!);
        Assert.True(BitOperations.IsPow2(bytes));
        Assert.InRange(bytes, region.FileSize, (2 * region.FileSize) - 1);

        using Region attached = Region.Attach(Duplicate(region.Handle!));
        using Region guest = Region.AttachWindow(Duplicate(region.Handle!), 0, bytes);
        uint entry = region.AllocateCsb(1);
        region.Atok(entry)->Head = 99;
        Assert.Equal((99u, 99u), (attached.Atok(entry)->Head, guest.Atok(entry)->Head));
        Assert.Equal((region.MemId, region.FileSize, false), (guest.MemId, guest.FileSize, guest.IsCreator));
    }

    [Fact]
    public void A_window_that_begins_behind_others_is_found_by_its_offset()
    {
        using SafeFileHandle device = File.OpenHandle(Path.Combine(Path.GetTempPath(), $"nfv-device-{Guid.NewGuid():N}"), FileMode.CreateNew,
            FileAccess.ReadWrite, FileShare.ReadWrite, FileOptions.DeleteOnClose);
        using Region region = Region.Create(_layout, RegionBacking.SealedMemory, memId: 5);
        byte[] image = new byte[region.FileSize];
        RandomAccess.Read(region.Handle!, image, 0);
        RandomAccess.Write(device, image, 1 << 20);

        using Region guest = Region.AttachWindow(Duplicate(device), 1 << 20, region.FileSize);
        Assert.Equal(5, guest.MemId);
    }

    [Fact]
    public void A_window_smaller_than_its_region_or_without_one_is_refused()
    {
        using Region region = Region.Create(_layout, RegionBacking.SealedMemory, isWindow: true);
        Assert.Contains("states", Refusal(region.Handle!, region.FileSize - 1).Message, StringComparison.Ordinal);
        Assert.Contains("too few", Refusal(region.Handle!, 100).Message, StringComparison.Ordinal);

        ((RegionHeader*)(region.Base - RegionHeader.PageSize))->BufferCount ^= 0x7000_0000;
        Assert.Contains("impossible pools", Refusal(region.Handle!, region.FileSize).Message, StringComparison.Ordinal);

        ((RegionHeader*)(region.Base - RegionHeader.PageSize))->Magic = 0;
        Assert.Contains("mark", Refusal(region.Handle!, region.FileSize).Message, StringComparison.Ordinal);
    }

    private static RegionException Refusal(SafeFileHandle device, long bytes) =>
        Assert.Throws<RegionException>(() => Region.AttachWindow(Duplicate(device), 0, bytes));

    private static SafeFileHandle Duplicate(SafeFileHandle handle) => new(Dup((int)handle.DangerousGetHandle()), ownsHandle: true);

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Dup(int fd);
}
