using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace NfvRuntime.Netmap.Tests.Regions;

[SupportedOSPlatform("linux")]
public sealed unsafe class RegionTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"nfv-region-{Guid.NewGuid():N}");
    private readonly RegionLayout _layout = RegionLayout.For(ports: 2, rings: 4, slotsPerRing: 64, buffers: 400);

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(RegionBacking.Anonymous)]
    [InlineData(RegionBacking.SealedMemory)]
    [InlineData(RegionBacking.NamedFile)]
    public void Every_kind_of_memory_is_zeroed_and_writable_to_its_last_byte(RegionBacking backing)
    {
        using Region region = Create(backing);
        Assert.Equal(_layout.TotalSize, region.Size);
        Assert.False(new Span<byte>(region.Base, (int)region.Size).ContainsAnyExcept((byte)0));
        region.Base[0] = 1;
        region.Base[region.Size - 1] = 2;
        Assert.Equal(backing == RegionBacking.Anonymous, region.Handle is null);
    }

    [Theory]
    [InlineData(RegionBacking.Anonymous)]
    [InlineData(RegionBacking.SealedMemory)]
    [InlineData(RegionBacking.NamedFile)]
    public void Memory_that_nobody_may_touch_lies_on_either_side(RegionBacking backing)
    {
        string[] Guards(nint at) => [.. File.ReadAllLines("/proc/self/maps").Where(line => line.Contains(" ---p ", StringComparison.Ordinal)
            && Convert.ToInt64(line.Split('-')[0], 16) <= at && at < Convert.ToInt64(line.Split('-', ' ')[1], 16))];
        using Region region = Create(backing);
        long header = region.FileSize == region.Size ? 0 : RegionHeader.PageSize;
        nint before = (nint)(region.Base - header - 1);
        nint after = (nint)(region.Base - header + (region.FileSize + 4095) / 4096 * 4096);
        Assert.Single(Guards(before));
        Assert.Single(Guards(after + 131_071));
    }

    [Fact]
    public void A_sealed_region_cannot_be_resized_or_unsealed()
    {
        using Region region = Create(RegionBacking.SealedMemory);
        int fd = (int)region.Handle!.DangerousGetHandle();
        Assert.Equal(0x7, Fcntl(fd, 1034, 0) & 0x7); // F_GET_SEALS: SEAL | SHRINK | GROW
        Assert.ThrowsAny<Exception>(() => RandomAccess.SetLength(region.Handle, 4096));
        Assert.ThrowsAny<Exception>(() => RandomAccess.SetLength(region.Handle, region.FileSize * 2));
        Assert.Equal(region.FileSize, RandomAccess.GetLength(region.Handle));
    }

    [Theory]
    [InlineData(RegionBacking.SealedMemory)]
    [InlineData(RegionBacking.NamedFile)]
    public void A_descriptor_is_closed_on_exec(RegionBacking backing)
    {
        using Region region = Create(backing);
        Assert.Equal(1, Fcntl((int)region.Handle!.DangerousGetHandle(), 1, 0)); // F_GETFD: FD_CLOEXEC
    }

    [Fact]
    public void A_named_file_is_private_to_its_user_reserved_in_full_and_gone_with_its_creator()
    {
        using (Region region = Create(RegionBacking.NamedFile))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_path));
            Assert.Equal(region.FileSize, new FileInfo(_path).Length);
        }

        Assert.False(File.Exists(_path));
    }

    [Fact]
    public void A_file_that_exists_is_not_overwritten_and_the_error_names_it()
    {
        File.WriteAllText(_path, "mine");
        RegionException e = Assert.Throws<RegionException>(() => Create(RegionBacking.NamedFile));
        Assert.Contains(_path, e.Message, StringComparison.Ordinal);
        Assert.Contains("remove", e.Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(_path));
    }

    [Fact]
    public void A_file_system_too_full_is_an_error_and_leaves_no_file()
    {
        if (!Directory.Exists("/dev/shm"))
        {
            return;
        }

        string path = Path.Combine("/dev/shm", Path.GetFileName(_path));
        RegionLayout huge = RegionLayout.For(1, 1, 2, 999_900, 65536);
        if (new DriveInfo("/dev/shm").TotalFreeSpace > huge.TotalSize)
        {
            return;
        }

        RegionException e = Assert.Throws<RegionException>(() => Region.Create(huge, RegionBacking.NamedFile, path: path));
        Assert.Contains("fewer buffers", e.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void A_path_goes_with_a_named_file_and_only_with_it()
    {
        Assert.Throws<ArgumentException>(() => Region.Create(_layout, RegionBacking.Anonymous, path: _path));
        Assert.Throws<ArgumentException>(() => Region.Create(_layout, RegionBacking.NamedFile));
    }

    [Theory]
    [InlineData(RegionBacking.SealedMemory)]
    [InlineData(RegionBacking.NamedFile)]
    public void What_one_mapping_writes_the_other_reads(RegionBacking backing)
    {
        using Region region = Create(backing);
        using Region other = backing == RegionBacking.NamedFile
            ? Region.Attach(_path)
            : Region.Attach(Duplicate(region));
        Assert.True(other.Base != region.Base);
        region.BufferAddress(5)[7] = 42;
        Assert.Equal(42, other.BufferAddress(5)[7]);
        Assert.False(other.IsCreator);
        Assert.Throws<InsufficientBuffersException>(() => other.AllocateBuffers(new uint[1]));
        Assert.Throws<InsufficientBuffersException>(() => { other.AllocateRing(8, 0, tx: true); });
    }

    [Fact]
    public void Attaching_to_a_file_that_is_not_there_names_it()
    {
        RegionException e = Assert.Throws<RegionException>(() => Region.Attach(_path));
        Assert.Contains(_path, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(447, true)]
    [InlineData(448, false)]
    [InlineData(uint.MaxValue, false)]
    public void Only_indexes_from_2_to_the_last_are_usable(uint index, bool usable)
    {
        using Region region = Create(RegionBacking.Anonymous);
        Assert.Equal(448u, region.BufferCount);
        Assert.Equal(usable, region.IsUsableBuffer(index));
    }

    [Fact]
    public void Buffer_addresses_are_a_stride_apart_from_the_pool_offset()
    {
        using Region region = Create(RegionBacking.Anonymous);
        Assert.True(region.BufferBase == region.Base + _layout.BufferPoolOffset);
        Assert.True(region.BufferAddress(10) == region.BufferBase + (10 * 2112));
    }

    [Fact]
    public void Every_region_and_every_new_layout_has_its_own_generation()
    {
        using Region one = Create(RegionBacking.Anonymous);
        using Region two = Create(RegionBacking.Anonymous);
        uint before = one.Generation;
        Assert.NotEqual(0u, before);
        Assert.NotEqual(before, two.Generation);
        one.LayOutAnew();
        Assert.NotEqual(before, one.Generation);
        Assert.NotEqual(two.Generation, one.Generation);
    }

    [Fact]
    public void Disposing_twice_is_harmless()
    {
        Region region = Create(RegionBacking.SealedMemory);
        region.Dispose();
        region.Dispose();
        Assert.True(region.Handle!.IsClosed);
    }

    private static Microsoft.Win32.SafeHandles.SafeFileHandle Duplicate(Region region) =>
        new(Dup((int)region.Handle!.DangerousGetHandle()), ownsHandle: true);

    private Region Create(RegionBacking backing) =>
        Region.Create(_layout, backing, memId: 3, path: backing == RegionBacking.NamedFile ? _path : null);

    [DllImport("libc", EntryPoint = "fcntl")]
    private static extern int Fcntl(int fd, int command, int argument);

    [DllImport("libc", EntryPoint = "dup")]
    private static extern int Dup(int fd);
}
