namespace NfvRuntime.Packets.Tests;

public class MacAddressTests
{
    [Theory]
    [InlineData("02:00:5e:10:00:ff", 0x02005E1000FFUL)]
    [InlineData("FF-ff-FF-ff-FF-ff", 0xFFFFFFFFFFFFUL)]
    public void Reads_colons_and_dashes(string text, ulong value)
    {
        Assert.True(MacAddress.TryParse(text, out var address));
        Assert.Equal(value, address.Value);
        Assert.Equal(text.ToLowerInvariant().Replace('-', ':'), address.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("02:00:5e:10:00")]
    [InlineData("02:00:5e:10:00:ff:")]
    [InlineData("02:00:5e-10:00:ff")]
    [InlineData("02.00.5e.10.00.ff")]
    [InlineData("02:00:5e:10:00: f")]
    [InlineData("02:00:5e:10:00:fg")]
    public void Rejects_anything_else(string text) => Assert.False(MacAddress.TryParse(text, out _));

    [Fact]
    public void Writes_the_bytes_it_reads()
    {
        var bytes = Frames.Hex("010203040506");
        var address = MacAddress.Read(bytes);
        var copy = new byte[6];
        address.Write(copy);
        Assert.Equal(bytes, copy);
        Assert.True(address.IsGroup);
        Assert.False(new MacAddress(0x020000000001).IsGroup);
        Assert.True(MacAddress.Broadcast.IsGroup);
    }
}
