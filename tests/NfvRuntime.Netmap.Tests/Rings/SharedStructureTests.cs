namespace NfvRuntime.Netmap.Tests.Rings;

public class SharedStructureTests
{
    [Theory]
    [InlineData(typeof(NetmapSlot), 16, 4)]
    [InlineData(typeof(NetmapRing), 256, 13)]
    [InlineData(typeof(NetmapIf), 56, 8)]
    [InlineData(typeof(CsbAtok), 64, 4)]
    [InlineData(typeof(CsbKtoa), 64, 3)]
    public void A_structure_has_its_size_and_all_its_fields(Type type, int size, int fields)
    {
        Assert.Equal(size, StructLayouts.SizeOf(type));
        Assert.Equal(fields, StructLayouts.NumberOfFields(type));
    }

    [Theory]
    [InlineData(typeof(NetmapSlot), nameof(NetmapSlot.BufIdx), 0, 4)]
    [InlineData(typeof(NetmapSlot), nameof(NetmapSlot.Len), 4, 2)]
    [InlineData(typeof(NetmapSlot), nameof(NetmapSlot.Flags), 6, 2)]
    [InlineData(typeof(NetmapSlot), nameof(NetmapSlot.Ptr), 8, 8)]
    [InlineData(typeof(NetmapRing), nameof(NetmapRing.BufOfs), 0, 8)]
    [InlineData(typeof(NetmapRing), nameof(NetmapRing.NumSlots), 8, 4)]
    [InlineData(typeof(NetmapRing), nameof(NetmapRing.NrBufSize), 12, 4)]
    [InlineData(typeof(NetmapRing), nameof(NetmapRing.RingId), 16, 2)]
    [InlineData(typeof(NetmapRing), nameof(NetmapRing.Dir), 18, 2)]
    [InlineData(typeof(NetmapRing), nameof(NetmapRing.Head), 20, 4)]
    [InlineData(typeof(NetmapRing), nameof(NetmapRing.Cur), 24, 4)]
    [InlineData(typeof(NetmapRing), nameof(NetmapRing.Tail), 28, 4)]
    [InlineData(typeof(NetmapRing), nameof(NetmapRing.Flags), 32, 4)]
    [InlineData(typeof(NetmapRing), nameof(NetmapRing.TimestampSeconds), 40, 8)]
    [InlineData(typeof(NetmapRing), nameof(NetmapRing.TimestampMicroseconds), 48, 8)]
    [InlineData(typeof(NetmapRing), nameof(NetmapRing.OffsetMask), 56, 8)]
    [InlineData(typeof(NetmapRing), nameof(NetmapRing.BufAlign), 64, 8)]
    [InlineData(typeof(NetmapIf), nameof(NetmapIf.Name), 0, 16)]
    [InlineData(typeof(NetmapIf), nameof(NetmapIf.Version), 16, 4)]
    [InlineData(typeof(NetmapIf), nameof(NetmapIf.Flags), 20, 4)]
    [InlineData(typeof(NetmapIf), nameof(NetmapIf.TxRings), 24, 4)]
    [InlineData(typeof(NetmapIf), nameof(NetmapIf.RxRings), 28, 4)]
    [InlineData(typeof(NetmapIf), nameof(NetmapIf.BufsHead), 32, 4)]
    [InlineData(typeof(NetmapIf), nameof(NetmapIf.HostTxRings), 36, 4)]
    [InlineData(typeof(NetmapIf), nameof(NetmapIf.HostRxRings), 40, 4)]
    [InlineData(typeof(CsbAtok), nameof(CsbAtok.Head), 0, 4)]
    [InlineData(typeof(CsbAtok), nameof(CsbAtok.Cur), 4, 4)]
    [InlineData(typeof(CsbAtok), nameof(CsbAtok.ApplNeedKick), 8, 4)]
    [InlineData(typeof(CsbAtok), nameof(CsbAtok.SyncFlags), 12, 4)]
    [InlineData(typeof(CsbKtoa), nameof(CsbKtoa.HwCur), 0, 4)]
    [InlineData(typeof(CsbKtoa), nameof(CsbKtoa.HwTail), 4, 4)]
    [InlineData(typeof(CsbKtoa), nameof(CsbKtoa.KernNeedKick), 8, 4)]
    public void A_field_stands_where_the_C_header_puts_it(Type type, string field, int offset, int size) =>
        Assert.Equal((offset, size), StructLayouts.Field(type, field));

    [Theory]
    [InlineData(SlotFlags.BufChanged, 0x0001)]
    [InlineData(SlotFlags.Report, 0x0002)]
    [InlineData(SlotFlags.Forward, 0x0004)]
    [InlineData(SlotFlags.NoLearn, 0x0008)]
    [InlineData(SlotFlags.Indirect, 0x0010)]
    [InlineData(SlotFlags.MoreFrag, 0x0020)]
    [InlineData(SlotFlags.TxMon, 0x0040)]
    [InlineData(0xff << SlotFlags.FragmentCountShift, 0xff00)]
    [InlineData(RingFlags.Timestamp, 0x2)]
    [InlineData(RingFlags.Forward, 0x4)]
    public void A_flag_has_the_value_of_the_C_header(uint flag, uint value) => Assert.Equal(value, flag);
}
