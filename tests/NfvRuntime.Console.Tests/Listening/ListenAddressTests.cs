namespace NfvRuntime.WebConsole.Tests.Listening;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", 9464, true)]
    [InlineData("127.0.0.1:80", "127.0.0.1", 80, true)]
    [InlineData("localhost:0", "127.0.0.1", 0, true)]
    [InlineData("::1", "::1", 9464, true)]
    [InlineData("[::1]", "::1", 9464, true)]
    [InlineData("[::1]:65535", "::1", 65535, true)]
    [InlineData("0.0.0.0:9000", "0.0.0.0", 9000, false)]
    [InlineData("[::]:9000", "::", 9000, false)]
    [InlineData("192.0.2.1", "192.0.2.1", 9464, false)]
    public void An_address_with_or_without_a_port_is_read(string text, string address, int port, bool loopback)
    {
        Assert.True(ListenAddress.TryParse(text, out ListenAddress? read, out _));
        Assert.Equal((address, port, loopback), (read.Address.ToString(), read.Port, read.IsLoopback));
    }

    [Theory]
    [InlineData("9464", "'9464' is no address")]
    [InlineData("127.0.0.1:65536", "'65536' is no port")]
    [InlineData("127.0.0.1:-1", "'-1' is no port")]
    [InlineData("127.0.0.1:", "'' is no port")]
    [InlineData("example.org:80", "'example.org' is no address")]
    [InlineData("", "'' is no address")]
    public void What_is_no_address_is_refused_and_named(string text, string error)
    {
        Assert.False(ListenAddress.TryParse(text, out _, out string? said));
        Assert.StartsWith(error, said, StringComparison.Ordinal);
    }
}
