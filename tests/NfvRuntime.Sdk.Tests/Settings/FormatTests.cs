using System.Net;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Sdk.Tests.Settings;

public class FormatTests
{
    [Theory]
    [InlineData("1"), InlineData("256"), InlineData("77")]
    public void Takes_whole_numbers_within_their_bounds(string text) =>
        Assert.Equal(int.Parse(text), Sample.Read(Format.Int(1, 256), text));

    [Theory]
    [InlineData("0", "NFV0105"), InlineData("257", "NFV0105"), InlineData("-1", "NFV0105"), InlineData("99999999999999999999", "NFV0105")]
    [InlineData("1.5", "NFV0104"), InlineData("abc", "NFV0104"), InlineData("0x10", "NFV0104"), InlineData("", "NFV0103"), InlineData(" 1", "NFV0104")]
    public void Refuses_other_numbers(string text, string code)
    {
        string found = text.Length == 0 ? "nothing" : $"'{text}'";
        Assert.Equal($"{code} 'key' must be a whole number from 1 to 256, found {found}", Sample.Read(Format.Int(1, 256), text));
    }

    [Fact]
    public void Takes_the_extremes_of_a_long()
    {
        Assert.Equal(long.MaxValue, Sample.Read(Format.Long(long.MinValue), $"{long.MaxValue}"));
        Assert.Equal(long.MinValue, Sample.Read(Format.Long(long.MinValue), $"{long.MinValue}"));
    }

    [Theory]
    [InlineData("0", 0), InlineData("64", 64), InlineData("64k", 65536), InlineData("1.5M", 1572864), InlineData("256M", 268435456)]
    [InlineData("2G", 2147483648)]
    public void Takes_sizes_in_powers_of_1024(string text, long bytes) => Assert.Equal(bytes, Sample.Read(Format.Size(), text));

    [Theory]
    [InlineData("0.3", "NFV0104"), InlineData("1MB", "NFV0104"), InlineData("M", "NFV0104"), InlineData("-1k", "NFV0104")]
    [InlineData("9999999999999999999999999999T", "NFV0105"), InlineData("2G", "NFV0105"), InlineData("1.2.3", "NFV0104")]
    public void Refuses_other_sizes(string text, string code) =>
        Assert.Equal($"{code} 'key' must be a size such as 64k, 256M or 1G (from 0 to 1G), found '{text}'", Sample.Read(Format.Size(0, 1 << 30), text));

    [Theory]
    [InlineData("500", 500), InlineData("64k", 64_000), InlineData("1M", 1_000_000), InlineData("14.88M", 14_880_000), InlineData("1G", 1e9)]
    public void Takes_rates_in_powers_of_1000(string text, double rate) => Assert.Equal(rate, Sample.Read(Format.Rate(), text));

    [Fact]
    public void Refuses_other_rates() =>
        Assert.Equal(
            "NFV0104 'key' must be a rate per second such as 500, 64k or 1.5M (from 1 to 1k), found '1Mbit'",
            Sample.Read(Format.Rate(1, 1000), "1Mbit"));

    [Theory]
    [InlineData("500us", 5_000), InlineData("10ms", 100_000), InlineData("2s", 20_000_000), InlineData("1.5s", 15_000_000)]
    [InlineData("5m", 3_000_000_000), InlineData("1h", 36_000_000_000), InlineData("0", 0)]
    public void Takes_times_with_their_unit(string text, long ticks) =>
        Assert.Equal(TimeSpan.FromTicks(ticks), Sample.Read(Format.Duration(), text));

    [Theory]
    [InlineData("10", "NFV0104"), InlineData("10 ms", "NFV0104"), InlineData("s", "NFV0104"), InlineData("25h", "NFV0105")]
    public void Refuses_other_times(string text, string code) =>
        Assert.Equal($"{code} 'key' must be a time such as 500us, 10ms, 2s or 5m (from 0us to 24h), found '{text}'", Sample.Read(Format.Duration(), text));

    [Theory]
    [InlineData("true", true), InlineData("false", false)]
    public void Takes_true_and_false(string text, bool value) => Assert.Equal(value, Sample.Read(Format.Bool, text));

    [Fact]
    public void Refuses_other_truths() => Assert.Equal("NFV0104 'key' must be true or false, found 'yes'", Sample.Read(Format.Bool, "yes"));

    [Fact]
    public void Takes_members_of_an_enumeration_in_kebab_case()
    {
        Assert.Equal(SampleWord.HalfOpen, Sample.Read(Format.Word<SampleWord>(), "half-open"));
        Assert.Equal(
            "NFV0106 'key' must be one of open, half-open, shut (did you mean 'half-open'?), found 'halfopen'",
            Sample.Read(Format.Word<SampleWord>(), "halfopen"));
        Assert.Equal("NFV0106 'key' must be one of open, half-open, shut, found '0'", Sample.Read(Format.Word<SampleWord>(), "0"));
    }

    [Theory]
    [InlineData("203.0.113.7"), InlineData("2001:db8::1"), InlineData("::"), InlineData("0.0.0.0")]
    public void Takes_addresses(string text) => Assert.Equal(IPAddress.Parse(text), Sample.Read(Format.Address, text));

    [Theory]
    [InlineData("1"), InlineData("1.2.3"), InlineData("256.1.1.1"), InlineData("010.0.0.1"), InlineData("0x7f.0.0.1"), InlineData("fe80::1%eth0")]
    [InlineData("[::1]"), InlineData("10.0.0.0/8"), InlineData(":"), InlineData("1.2.3.4.5"), InlineData("+1.2.3.4")]
    public void Refuses_other_addresses(string text) =>
        Assert.Equal($"NFV0104 'key' must be an IPv4 or IPv6 address, found '{text}'", Sample.Read(Format.Address, text));

    [Fact]
    public void Tells_the_families_apart()
    {
        Assert.Equal("NFV0104 'key' must be an IPv4 address, found '::1'", Sample.Read(Format.Ipv4Address, "::1"));
        Assert.Equal("NFV0104 'key' must be an IPv6 address, found '10.0.0.1'", Sample.Read(Format.Ipv6Address, "10.0.0.1"));
    }

    [Theory]
    [InlineData("10.0.0.0/24", "10.0.0.0/24"), InlineData("10.0.0.1", "10.0.0.1/32"), InlineData("2001:db8::/32", "2001:db8::/32")]
    [InlineData("::1", "::1/128"), InlineData("0.0.0.0/0", "0.0.0.0/0"), InlineData("10.1.2.2/31", "10.1.2.2/31")]
    public void Takes_prefixes(string text, string prefix) => Assert.Equal(IPNetwork.Parse(prefix), Sample.Read(Format.Prefix, text));

    [Theory]
    [InlineData("10.0.0.1/24", "10.0.0.0/24"), InlineData("10.0.0.255/25", "10.0.0.128/25"), InlineData("2001:db8::1/32", "2001:db8::/32")]
    public void Offers_the_prefix_that_was_probably_meant(string text, string meant) =>
        Assert.Equal(
            $"NFV0104 'key' must be a prefix without bits behind its length (did you mean '{meant}'?), found '{text}'",
            Sample.Read(Format.Prefix, text));

    [Theory]
    [InlineData("10.0.0.0/33"), InlineData("10.0.0.0/"), InlineData("/8"), InlineData("10.0.0/8"), InlineData("10.0.0.0/-1"), InlineData("::/129")]
    public void Refuses_other_prefixes(string text) =>
        Assert.Equal(
            $"NFV0104 'key' must be a prefix such as 10.0.0.0/24 or 2001:db8::/32, or an address, found '{text}'",
            Sample.Read(Format.Prefix, text));

    [Fact]
    public void Takes_a_mac_address() =>
        Assert.Equal("02ABCDEF0001", Sample.Read(Format.Mac, "02:ab:CD:ef:00:01")!.ToString());

    [Theory]
    [InlineData("02:00:00:00:00"), InlineData("2:0:0:0:0:1"), InlineData("02-00-00-00-00-01"), InlineData("02:00:00:00:00:0g")]
    public void Refuses_other_mac_addresses(string text) =>
        Assert.Equal($"NFV0104 'key' must be a MAC address such as 02:00:00:00:00:01, found '{text}'", Sample.Read(Format.Mac, text));

    [Theory]
    [InlineData("22", 22, 22), InlineData("1024-65535", 1024, 65535), InlineData("0-0", 0, 0)]
    public void Takes_ranges(string text, int low, int high) =>
        Assert.Equal(new NumberRange(low, high), Sample.Read(Format.Range(0, 65535), text));

    [Theory]
    [InlineData("65536", "NFV0105"), InlineData("9-1", "NFV0105"), InlineData("-5", "NFV0104"), InlineData("1-", "NFV0104"), InlineData("1-2-3", "NFV0104")]
    public void Refuses_other_ranges(string text, string code) =>
        Assert.Equal($"{code} 'key' must be a whole number or a range such as 1-9, within 0 to 65535, found '{text}'", Sample.Read(Format.Range(0, 65535), text));

    private enum SampleWord
    {
        Open,
        HalfOpen,
        Shut,
    }
}
