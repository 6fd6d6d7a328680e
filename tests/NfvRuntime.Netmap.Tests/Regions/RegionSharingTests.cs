using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace NfvRuntime.Netmap.Tests.Regions;

[SupportedOSPlatform("linux")]
public sealed unsafe class RegionSharingTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"nfv-shared-{Guid.NewGuid():N}");
    private readonly RegionLayout _layout = RegionLayout.For(ports: 2, rings: 4, slotsPerRing: 64, buffers: 400);

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Who_attaches_learns_everything_from_the_header()
    {
        using Region region = Region.Create(_layout, RegionBacking.SealedMemory, memId: 7);
        using Region other = Region.Attach(Duplicate(region.Handle!));
        Assert.Equal((region.Layout.TotalSize, region.MemId, region.SharedGeneration), (other.Layout.TotalSize, other.MemId, other.SharedGeneration));
        Assert.Equal((region.BufferCount, region.BufferSize, region.CsbEntries), (other.BufferCount, other.BufferSize, other.CsbEntries));
        NetmapRing* ring = region.AllocateRing(64, 0, tx: true);
        Assert.Equal(64u, other.RingAt(region.OffsetOf(ring))->NumSlots);
        uint entry = region.AllocateCsb(2);
        region.Atok(entry + 1)->Head = 17;
        region.Ktoa(entry + 1)->HwTail = 18;
        Assert.Equal((17u, 18u), (other.Atok(entry + 1)->Head, other.Ktoa(entry + 1)->HwTail));
    }

    [Fact]
    public void Who_attaches_makes_rings_of_its_own_that_nobody_else_sees_from_lent_buffers()
    {
        using Region region = Region.Create(_layout, RegionBacking.SealedMemory);
        using Region other = Region.Attach(Duplicate(region.Handle!));
        uint[] lent = new uint[20];
        region.AllocateBuffers(lent);
        other.Lend(lent);
        NetmapRing* ring = other.AllocateRing(16, 3, tx: false);
        var view = new RingView(ring, other);
        Assert.Equal((16u, 4u), (view.NumSlots, other.FreeBufferCount));
        Assert.True((nint)ring < (nint)other.Base || (nint)ring >= (nint)other.Base + other.Size);
        for (uint i = 0; i < 16; i++)
        {
            Assert.Contains(view[i].BufIdx, lent);
            Assert.Equal((nint)other.BufferAddress(view[i].BufIdx), (nint)((byte*)ring + ring->BufOfs + ((long)view[i].BufIdx * ring->NrBufSize)));
        }

        Assert.Throws<RegionException>(() => other.OffsetOf(ring));
        Assert.Equal(16u, other.FreeRing(ring));
        Assert.Equal(20u, other.FreeBufferCount);
        Assert.Throws<RegionException>(() => other.RequireRing(ring));
    }

    [Theory]
    [InlineData(0, "mark")]
    [InlineData(8, "layout version")]
    [InlineData(12, "contradict")]
    [InlineData(16, "contradict")]
    [InlineData(24, "generation 0")]
    [InlineData(28, "number 0")]
    [InlineData(30, "contradict")]
    [InlineData(32, "requires the features")]
    [InlineData(48, "contradict")]
    [InlineData(56, "impossible pools")]
    [InlineData(60, "impossible pools")]
    [InlineData(64, "contradict")]
    [InlineData(72, "impossible pools")]
    [InlineData(76, "impossible pools")]
    [InlineData(80, "contradict")]
    [InlineData(88, "impossible pools")]
    [InlineData(92, "impossible pools")]
    [InlineData(96, "contradict")]
    [InlineData(104, "contradict")]
    [InlineData(112, "contradict")]
    [InlineData(120, "contradict")]
    public void A_header_that_says_something_unknown_or_impossible_is_refused_by_name(int at, string reason)
    {
        RegionHeader header = Written();
        byte* bytes = (byte*)&header;
        // Generation and number are wrong only when 0; all else when it is large.
        uint value = at is 24 or 28 ? 0u : 0xF000_0000u;
        NativeMemory.Copy(&value, bytes + at, at is 28 or 30 ? 2u : 4u);
        if (at == 30)
        {
            *(ushort*)(bytes + at) = 9;
        }

        RegionHeader wrong = header;
        RegionException refusal = Assert.Throws<RegionException>(() => RegionFile.Judge(wrong, "the file"));
        Assert.StartsWith("the file ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_feature_that_may_be_ignored_is_ignored()
    {
        RegionHeader header = Written() with { OptionalFeatures = 0xFF00 };
        Assert.Equal(_layout.TotalSize, RegionFile.Judge(header, "the file").Layout.TotalSize);
    }

    [Fact]
    public void No_random_header_passes_unless_it_is_a_sound_one()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        RegionHeader sound = Written();
        int refused = 0;
        for (int i = 0; i < 200_000; i++)
        {
            RegionHeader header = sound;
            for (int changes = random.Next(1, 4); changes > 0; changes--)
            {
                ((uint*)&header)[random.Next(2, sizeof(RegionHeader) / 4)] = random.Next(3) switch
                {
                    0 => (uint)random.NextInt64(),
                    1 => (uint)random.Next(70000),
                    _ => uint.MaxValue << random.Next(32),
                };
            }

            try
            {
                RegionFile file = RegionFile.Judge(header, "the file");
                Assert.True(file.Bytes is > 0 and < 1L << 40 && header.FileBytes == (ulong)file.Bytes, $"seed {seed}");
            }
            catch (RegionException)
            {
                refused++;
            }
        }

        Assert.True(refused > 100_000, $"seed {seed}");
    }

    [Theory]
    [InlineData(100)]
    [InlineData(-4096)]
    [InlineData(4096)]
    public void A_file_of_another_size_than_its_header_states_is_refused(int difference)
    {
        using Region region = Region.Create(_layout, RegionBacking.NamedFile, path: _path);
        RandomAccess.SetLength(region.Handle!, difference == 100 ? 100 : region.FileSize + difference);
        Assert.Throws<RegionException>(() => Region.Attach(_path));
    }

    [Fact]
    public void A_file_that_claims_to_be_sealed_and_is_not_is_refused()
    {
        using Region region = Region.Create(_layout, RegionBacking.NamedFile, path: _path);
        byte[] claim = [1];
        RandomAccess.Write(region.Handle!, claim, 32);
        RegionException refusal = Assert.Throws<RegionException>(() => Region.Attach(_path));
        Assert.Contains("sealed", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_layout_is_seen_by_who_attached_to_the_old_one()
    {
        using Region region = Region.Create(_layout, RegionBacking.SealedMemory);
        using Region other = Region.Attach(Duplicate(region.Handle!));
        Assert.True(other.IsCurrent);
        region.LayOutAnew();
        Assert.False(other.IsCurrent);
        Assert.True(region.IsCurrent);
        Assert.Equal((2u, 1u), (region.SharedGeneration, other.SharedGeneration));
        using Region third = Region.Attach(Duplicate(region.Handle!));
        Assert.Equal(2u, third.SharedGeneration);
    }

    [Fact]
    public void A_host_that_comes_back_finds_its_file_with_everything_allocated_and_keeps_what_is_in_use()
    {
        Region first = Region.Create(_layout, RegionBacking.NamedFile, memId: 5, path: _path);
        Assert.Contains("belongs to a process that runs", Assert.Throws<RegionException>(() => Region.TakeOver(_path)).Message, StringComparison.Ordinal);
        long ring = first.OffsetOf(first.AllocateRing(16, 0, tx: true));
        uint entry = first.AllocateCsb(1);
        uint[] buffers = new uint[3];
        first.AllocateBuffers(buffers);
        first.BufferAddress(buffers[1])[0] = 99;
        // As a killed process leaves it: the name stays, the lock is gone.
        byte[] content = new byte[first.FileSize];
        RandomAccess.Read(first.Handle!, content, 0);
        first.Dispose();
        File.WriteAllBytes(_path, content);

        using Region back = Region.TakeOver(_path);
        Assert.True(back.IsCreator);
        Assert.Equal((5, 1u, 0u), (back.MemId, back.SharedGeneration, back.FreeBufferCount));
        Assert.Throws<RegionException>(() => { back.AllocateRing(16, 1, tx: true, withBuffers: false); });
        NetmapRing* kept = back.RingAt(ring);
        back.RetainRings([(nint)kept], [entry]);
        ulong[] inUse = new ulong[(back.BufferCount + 63) / 64];
        for (int i = 0; i < 16; i++)
        {
            Mark(inUse, ((NetmapSlot*)(kept + 1))[i].BufIdx);
        }

        Mark(inUse, buffers[1]);
        Assert.Equal(back.BufferCount - Region.ReservedBuffers - 17, back.Retain(inUse));
        Assert.Equal(99, back.BufferAddress(buffers[1])[0]);
        Assert.NotEqual(entry, back.AllocateCsb(1));
        Assert.True(back.AllocateRing(16, 1, tx: true) != kept);
        Assert.Throws<RegionException>(() => back.FreeBuffers([buffers[0]]));
    }

    [Fact]
    public void An_attached_process_allocates_from_what_it_was_lent_and_from_nothing_else()
    {
        using Region region = Region.Create(_layout, RegionBacking.SealedMemory);
        using Region other = Region.Attach(Duplicate(region.Handle!));
        uint[] lent = new uint[4];
        region.AllocateBuffers(lent);
        other.Lend(lent);
        uint[] taken = new uint[4];
        other.AllocateBuffers(taken);
        Assert.Equal(lent.Order(), taken.Order());
        Assert.Throws<InsufficientBuffersException>(() => other.AllocateBuffers(new uint[1]));
        other.FreeBuffers(taken);
        Assert.Throws<RegionException>(() => other.Lend([lent[0]]));
        Assert.Throws<RegionException>(() => other.Lend([region.BufferCount]));
        Assert.Throws<RegionException>(() => other.Lend([1]));
    }

    [Fact]
    public void Csb_entries_come_in_runs_cleared_and_never_twice()
    {
        using Region region = Region.Create(_layout, RegionBacking.SealedMemory);
        uint entries = region.CsbEntries;
        uint first = region.AllocateCsb(entries - 1);
        Assert.Throws<RegionException>(() => region.AllocateCsb(2));
        uint last = region.AllocateCsb(1);
        region.Atok(last)->Cur = 5;
        region.FreeCsb(last, 1);
        Assert.Throws<RegionException>(() => region.FreeCsb(last, 1));
        Assert.Throws<RegionException>(() => region.FreeCsb(first, entries + 1));
        Assert.Equal(last, region.AllocateCsb(1));
        Assert.Equal(0u, region.Atok(last)->Cur);
        Assert.Throws<RegionException>(() => { region.Atok(entries); });
    }

    [Fact]
    public void Anonymous_memory_has_nothing_to_share()
    {
        using Region region = Region.Create(_layout, RegionBacking.Anonymous);
        Assert.Equal((0u, 0u, region.Size), (region.CsbEntries, region.SharedGeneration, region.FileSize));
        Assert.Contains("anonymous", Assert.Throws<RegionException>(() => region.AllocateCsb(1)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1L)]
    [InlineData(0L)]
    [InlineData(4096L)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void An_offset_at_which_no_ring_begins_is_refused(long offset)
    {
        using Region region = Region.Create(_layout, RegionBacking.SealedMemory);
        Assert.Throws<RegionException>(() => { region.RingAt(offset); });
        Assert.Throws<RegionException>(() => { region.RingAt(region.FileSize + offset); });
    }

    [Fact]
    public void Refused_attaching_closes_its_descriptor()
    {
        using Region region = Region.Create(_layout, RegionBacking.NamedFile, path: _path);
        RandomAccess.Write(region.Handle!, new byte[8], 0);
        SafeFileHandle duplicate = Duplicate(region.Handle!);
        Assert.Throws<RegionException>(() => Region.Attach(duplicate));
        Assert.True(duplicate.IsClosed);
    }

    private static void Mark(ulong[] bitmap, uint index) => bitmap[index / 64] |= 1UL << (int)(index % 64);

    private static SafeFileHandle Duplicate(SafeFileHandle handle) => new(Dup((int)handle.DangerousGetHandle()), ownsHandle: true);

    private RegionHeader Written()
    {
        using Region region = Region.Create(_layout, RegionBacking.SealedMemory, memId: 3);
        RegionHeader header = default;
        Assert.Equal(sizeof(RegionHeader), RandomAccess.Read(region.Handle!, MemoryMarshal.AsBytes(new Span<RegionHeader>(ref header)), 0));
        return header;
    }

    [DllImport("libc", EntryPoint = "dup")]
    private static extern int Dup(int fd);
}
