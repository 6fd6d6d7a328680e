using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Netmap.Tests.Control;

public class NetmapIoctlsTests
{
    private const uint ReadWrite = 0xC000_0000;

    public static TheoryData<uint, uint> Numbers => new()
    {
        { NetmapIoctls.Linux.Control, 0xC0586997 },
        { NetmapIoctls.Linux.TxSync, 0x00006994 },
        { NetmapIoctls.Linux.RxSync, 0x00006995 },
        { NetmapIoctls.Linux.LegacyInfo, 0xC03C6991 },
        { NetmapIoctls.Linux.LegacyRegister, 0xC03C6992 },
        { NetmapIoctls.Linux.Config, 0xC1106996 },
        { NetmapIoctls.FreeBsd.Control, 0xC0586997 },
        { NetmapIoctls.FreeBsd.TxSync, 0x20006994 },
        { NetmapIoctls.FreeBsd.RxSync, 0x20006995 },
        { NetmapIoctls.FreeBsd.LegacyInfo, 0xC03C6991 },
        { NetmapIoctls.FreeBsd.LegacyRegister, 0xC03C6992 },
        { NetmapIoctls.FreeBsd.Config, 0xC1106996 },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_call_has_its_number(uint call, uint number) => Assert.Equal(number, call);

    [Fact]
    public void Numbers_encode_direction_size_group_and_call()
    {
        Assert.Equal(Encode(151, StructLayouts.SizeOf(typeof(RequestHeader))), NetmapIoctls.Linux.Control);
        Assert.Equal(Encode(145, StructLayouts.SizeOf(typeof(LegacyRequest))), NetmapIoctls.Linux.LegacyInfo);
        Assert.Equal(Encode(146, StructLayouts.SizeOf(typeof(LegacyRequest))), NetmapIoctls.Linux.LegacyRegister);
        Assert.Equal(Encode(150, 272), NetmapIoctls.Linux.Config);
    }

    private static uint Encode(uint call, int size) => ReadWrite | ((uint)size << 16) | ((uint)'i' << 8) | call;
}
