using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Netmap.Tests.Control;

public class NetmapErrorsTests
{
    [Theory]
    [InlineData(NetmapError.None, 0, 0, "no error")]
    [InlineData(NetmapError.Busy, 16, 16, "EBUSY: the handle is bound already")]
    [InlineData(NetmapError.Invalid, 22, 22, "EINVAL: mode, ring number")]
    [InlineData(NetmapError.NoSuchDevice, 6, 6, "ENXIO: there is no such interface")]
    [InlineData(NetmapError.NoDevice, 19, 19, "ENODEV: there is no such pipe")]
    [InlineData(NetmapError.InputOutput, 5, 5, "EIO: the port has a virtio-net header")]
    [InlineData(NetmapError.NoMemory, 12, 12, "ENOMEM: the region's pools")]
    [InlineData(NetmapError.NotSupported, 95, 45, "EOPNOTSUPP: native mode")]
    [InlineData(NetmapError.MessageSize, 90, 40, "EMSGSIZE: body and options")]
    [InlineData(NetmapError.BadAddress, 14, 14, "EFAULT: the request points")]
    [InlineData(NetmapError.Exists, 17, 17, "EEXIST: an interface")]
    public void An_error_has_its_numbers_and_causes(NetmapError error, int linux, int freeBsd, string described)
    {
        Assert.Equal((linux, freeBsd), (NetmapErrors.ToErrno(error), NetmapErrors.ToErrno(error, freeBsd: true)));
        Assert.Equal(error, NetmapErrors.FromErrno(linux));
        Assert.Equal(error, NetmapErrors.FromErrno(freeBsd, freeBsd: true));
        Assert.StartsWith(described, NetmapErrors.Describe(error), StringComparison.Ordinal);
        Assert.True(error == NetmapError.None || described.StartsWith($"{NetmapErrors.Name(error)}: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_error_is_in_the_table() =>
        Assert.All(Enum.GetValues<NetmapError>(), error => Assert.NotEmpty(NetmapErrors.Describe(error)));

    [Fact]
    public void An_errno_that_netmap_does_not_give_is_no_error_of_its()
    {
        Assert.Null(NetmapErrors.FromErrno(4));
        Assert.Null(NetmapErrors.FromErrno(45));
        Assert.Throws<ArgumentOutOfRangeException>(() => NetmapErrors.Describe((NetmapError)99));
    }
}
