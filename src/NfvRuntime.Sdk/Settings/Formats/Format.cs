using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace NfvRuntime.Sdk.Settings;

/// <summary>The ready-made forms of values. They combine: <c>Format.ListOf(Format.Int(1, 9))</c>.</summary>
public static class Format
{
    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);

    /// <summary>A text that is not empty.</summary>
    public static SettingFormat<string> Text { get; } = new TextFormat();

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static SettingFormat<bool> Bool { get; } = new BoolFormat();

    /// <summary>An address of either family.</summary>
    public static SettingFormat<IPAddress> Address { get; } = new AddressFormat(null);

    /// <summary>An IPv4 address.</summary>
    public static SettingFormat<IPAddress> Ipv4Address { get; } = new AddressFormat(AddressFamily.InterNetwork);

    /// <summary>An IPv6 address.</summary>
    public static SettingFormat<IPAddress> Ipv6Address { get; } = new AddressFormat(AddressFamily.InterNetworkV6);

    /// <summary>A prefix of either family without host bits; an address stands for itself alone.</summary>
    public static SettingFormat<IPNetwork> Prefix { get; } = new PrefixFormat();

    /// <summary>Six bytes in hexadecimal, with colons.</summary>
    public static SettingFormat<PhysicalAddress> Mac { get; } = new MacFormat();

    /// <summary>A whole number, both bounds included.</summary>
    public static SettingFormat<int> Int(int minimum = 0, int maximum = int.MaxValue) => new WholeNumberFormat<int>(minimum, maximum);

    /// <summary>A whole number, both bounds included.</summary>
    public static SettingFormat<long> Long(long minimum = 0, long maximum = long.MaxValue) => new WholeNumberFormat<long>(minimum, maximum);

    /// <summary>A whole number <c>7</c> or a range <c>1-9</c> within bounds that are included.</summary>
    public static SettingFormat<NumberRange> Range(int minimum, int maximum) => new NumberRangeFormat(minimum, maximum);

    /// <summary>Bytes; the suffixes k, M, G, T are powers of 1024.</summary>
    public static SettingFormat<long> Size(long minimum = 0, long maximum = long.MaxValue) => new SizeFormat(minimum, maximum);

    /// <summary>Something per second; the suffixes k, M, G are powers of 1000.</summary>
    public static SettingFormat<double> Rate(double minimum = 0, double maximum = 1e12) => new RateFormat(minimum, maximum);

    /// <summary>A time with its unit: us, ms, s, m, h. Without bounds: up to a day.</summary>
    public static SettingFormat<TimeSpan> Duration(TimeSpan? minimum = null, TimeSpan? maximum = null) =>
        new DurationFormat(minimum ?? TimeSpan.Zero, maximum ?? OneDay);

    /// <summary>A member of an enumeration, written in kebab-case.</summary>
    public static SettingFormat<T> Word<T>()
        where T : struct, Enum => new WordFormat<T>();

    /// <summary>A list of values of one form.</summary>
    public static SettingFormat<IReadOnlyList<T>> ListOf<T>(SettingFormat<T> item) => new ListFormat<T>(item, orSingle: false);

    /// <summary>One value, or a list of values, of one form.</summary>
    public static SettingFormat<IReadOnlyList<T>> OneOrMany<T>(SettingFormat<T> item) => new ListFormat<T>(item, orSingle: true);

    /// <summary>A map from free keys to values of one form, in the order of the file.</summary>
    public static SettingFormat<IReadOnlyDictionary<string, T>> MapOf<T>(SettingFormat<T> item) => new MapFormat<T>(item);

    /// <summary>A map with keys of its own; its reader is finished by the format.</summary>
    public static SettingFormat<T> Nested<T>(Func<SettingsReader, T> read) => new NestedFormat<T>(read);
}
