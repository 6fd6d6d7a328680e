using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Netmap.Tests.Control;

public class ControlNumberTests
{
    [Theory]
    [InlineData(RequestType.Register, 1, 56, false)]
    [InlineData(RequestType.PortInfoGet, 2, 32, false)]
    [InlineData(RequestType.ValeAttach, 3, 64, false)]
    [InlineData(RequestType.ValeDetach, 4, 8, false)]
    [InlineData(RequestType.ValeList, 5, 8, false)]
    [InlineData(RequestType.PortHeaderSet, 6, 8, false)]
    [InlineData(RequestType.PortHeaderGet, 7, 8, false)]
    [InlineData(RequestType.ValeNewInterface, 8, 16, false)]
    [InlineData(RequestType.ValeDeleteInterface, 9, 0, false)]
    [InlineData(RequestType.ValePollingEnable, 10, 16, false)]
    [InlineData(RequestType.ValePollingDisable, 11, 16, false)]
    [InlineData(RequestType.PoolsInfoGet, 12, 64, false)]
    [InlineData(RequestType.SyncKloopStart, 13, 8, true)]
    [InlineData(RequestType.SyncKloopStop, 14, 0, true)]
    [InlineData(RequestType.CsbEnable, 15, 0, true)]
    public void A_request_has_its_number_its_body_and_its_need_of_a_bound_handle(RequestType type, int number, int body, bool bound)
    {
        Assert.Equal(number, (int)type);
        Assert.Equal(body, RequestBody.SizeOf(type));
        Assert.Equal(bound, RequestBody.NeedsBoundHandle(type));
        Assert.Equal(15, Enum.GetValues<RequestType>().Length);
    }

    [Fact]
    public void An_unknown_request_has_no_body() => Assert.Equal(0, RequestBody.SizeOf((RequestType)99));

    [Theory]
    [InlineData(RequestOptionType.Extmem, 1, 0, 96)]
    [InlineData(RequestOptionType.SyncKloopEventFds, 2, 0, 24)]
    [InlineData(RequestOptionType.SyncKloopEventFds, 2, 5, 64)]
    [InlineData(RequestOptionType.Csb, 3, 5, 40)]
    [InlineData(RequestOptionType.SyncKloopMode, 4, 5, 32)]
    [InlineData(RequestOptionType.Offsets, 5, 5, 56)]
    public void An_option_has_its_number_and_size(RequestOptionType type, int number, int rings, int size)
    {
        Assert.Equal(number, (int)type);
        Assert.Equal(size, RequestOptionSize.SizeOf(type, rings));
    }

    [Theory]
    [InlineData(RequestOptionType.None, 0)]
    [InlineData(RequestOptionType.Max, 6)]
    public void The_ends_of_the_option_numbers_are_no_options(RequestOptionType type, int number)
    {
        Assert.Equal(number, (int)type);
        Assert.Throws<ArgumentOutOfRangeException>(() => RequestOptionSize.SizeOf(type));
    }

    [Theory]
    [InlineData(RegisterMode.Default, 0)]
    [InlineData(RegisterMode.AllNic, 1)]
    [InlineData(RegisterMode.Sw, 2)]
    [InlineData(RegisterMode.NicSw, 3)]
    [InlineData(RegisterMode.OneNic, 4)]
    [InlineData(RegisterMode.PipeMaster, 5)]
    [InlineData(RegisterMode.PipeSlave, 6)]
    [InlineData(RegisterMode.Null, 7)]
    [InlineData(RegisterMode.OneSw, 8)]
    public void A_mode_has_its_number(RegisterMode mode, uint number) => Assert.Equal(number, (uint)mode);

    [Theory]
    [InlineData(RegisterFlags.MonitorTx, 0x100)]
    [InlineData(RegisterFlags.MonitorRx, 0x200)]
    [InlineData(RegisterFlags.ZeroCopyMonitor, 0x400)]
    [InlineData(RegisterFlags.Exclusive, 0x800)]
    [InlineData(RegisterFlags.RxRingsOnly, 0x2000)]
    [InlineData(RegisterFlags.TxRingsOnly, 0x4000)]
    [InlineData(RegisterFlags.AcceptVnetHeader, 0x8000)]
    [InlineData(RegisterFlags.DoRxPoll, 0x10000)]
    [InlineData(RegisterFlags.NoTxPoll, 0x20000)]
    public void A_register_flag_has_its_bit(RegisterFlags flag, ulong bit) => Assert.Equal(bit, (ulong)flag);

    [Theory]
    [InlineData(LegacyRingId.NoTxPoll, 0x1000)]
    [InlineData(LegacyRingId.HostRing, 0x2000)]
    [InlineData(LegacyRingId.HardwareRing, 0x4000)]
    [InlineData(LegacyRingId.DoRxPoll, 0x8000)]
    public void A_legacy_ring_bit_has_its_value(LegacyRingId flag, int bit) => Assert.Equal(bit, (int)flag);

    [Theory]
    [InlineData(KloopModes.DirectTx, 1)]
    [InlineData(KloopModes.DirectRx, 2)]
    public void A_kloop_mode_has_its_bit(KloopModes mode, uint bit) => Assert.Equal(bit, (uint)mode);

    [Theory]
    [InlineData(ValePollingMode.SingleCpu, 1)]
    [InlineData(ValePollingMode.MultiCpu, 2)]
    public void A_polling_mode_has_its_number(ValePollingMode mode, uint number) => Assert.Equal(number, (uint)mode);

    [Theory]
    [InlineData("ControlApi.Version", ControlApi.Version, 14)]
    [InlineData("ControlApi.MinVersion", ControlApi.MinVersion, 14)]
    [InlineData("ControlApi.MaxVersion", ControlApi.MaxVersion, 15)]
    [InlineData("ControlApi.NameSize", ControlApi.NameSize, 64)]
    [InlineData("ControlApi.MaxRequestSize", ControlApi.MaxRequestSize, 4096)]
    [InlineData("ControlApi.MaxFragments", ControlApi.MaxFragments, 64)]
    [InlineData("ControlApi.RingMask", ControlApi.RingMask, 0xfff)]
    [InlineData("ControlApi.CacheAlignment", ControlApi.CacheAlignment, 128)]
    [InlineData("NetmapIf.NameSize", NetmapIf.NameSize, 16)]
    [InlineData("LegacyRequest.NameSize", LegacyRequest.NameSize, 16)]
    [InlineData("NetmapIf.PrivateMemory", (int)NetmapIf.PrivateMemory, 1)]
    public void A_constant_has_its_value(string name, int constant, int value) => Assert.Equal((name, value), (name, constant));
}
