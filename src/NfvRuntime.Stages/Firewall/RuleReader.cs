using System.Net;
using System.Net.Sockets;
using NfvRuntime.Packets;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Stages;

/// <summary>Reads one rule, and refuses what could never match.</summary>
internal static class RuleReader
{
    private static readonly string[] Reserved = [FirewallLines.DefaultName, FirewallLines.NonIpName, FirewallLines.MalformedName];

    public static FirewallRule Read(SettingsReader reader)
    {
        FirewallAction action = ReadAction(reader, out short protocol);
        IReadOnlyList<IPNetwork> from = reader.Optional("from", Format.OneOrMany(Format.Prefix), []);
        IReadOnlyList<IPNetwork> to = reader.Optional("to", Format.OneOrMany(Format.Prefix), []);
        IReadOnlyList<NumberRange> fromPorts = ReadRanges(reader, "from-ports", 65535);
        IReadOnlyList<NumberRange> ports = ReadRanges(reader, "ports", 65535);
        IReadOnlyList<NumberRange> types = ReadRanges(reader, "types", 255);
        string name = ReadName(reader);

        if (protocol != ProtocolFormat.Unread)
        {
            RefuseUnless(HasPorts(protocol), reader, "from-ports", "only for rules about tcp, udp or sctp");
            RefuseUnless(HasPorts(protocol), reader, "ports", "only for rules about tcp, udp or sctp");
            RefuseUnless(protocol is IpProtocol.Icmp or IpProtocol.Icmpv6, reader, "types", "only for rules about icmp or icmpv6");
        }

        IpVersions versions = FindVersions(reader, protocol, from, to);
        return new FirewallRule(name, action, protocol < 0 ? null : (byte)protocol, from, to, fromPorts, ports, types, versions);
    }

    private static FirewallAction ReadAction(SettingsReader reader, out short protocol)
    {
        FirewallAction[] given = [.. Enum.GetValues<FirewallAction>().Where(action => reader.Has(WordOf(action)))];
        if (given.Length != 1)
        {
            reader.Refuse(WordOf(given.Append(FirewallAction.Drop).First(action => action != FirewallAction.Allow)), given.Length > 1
                ? $"{reader.Subject} says {string.Join(" and ", given.Select(action => $"'{WordOf(action)}'"))}: a rule does one thing"
                : $"{reader.Subject} needs 'allow', 'drop' or 'reject', with the protocol it is about ({ProtocolFormat.Instance.Expected})");
        }

        protocol = ProtocolFormat.Unread;
        foreach (FirewallAction action in given)
        {
            protocol = reader.Optional(WordOf(action), ProtocolFormat.Instance, ProtocolFormat.Unread);
        }

        return given.Length > 0 ? given[0] : FirewallAction.Drop;
    }

    private static string WordOf(FirewallAction action) => action switch
    {
        FirewallAction.Allow => "allow",
        FirewallAction.Drop => "drop",
        _ => "reject",
    };

    private static string ReadName(SettingsReader reader)
    {
        string name = reader.Optional("name", Format.Text, "");
        if (Reserved.Contains(name) || (name.Length > 0 && name.All(char.IsAsciiDigit)))
        {
            reader.Refuse("name", $"'name' of {reader.Subject} cannot be '{name}': numbers and {string.Join(", ", Reserved)} are taken");
        }

        return name;
    }

    private static IReadOnlyList<NumberRange> ReadRanges(SettingsReader reader, string key, int maximum)
    {
        IReadOnlyList<NumberRange> ranges = reader.Optional(key, Format.OneOrMany(Format.Range(0, maximum)), []);
        if (ranges.Count == 0 && reader.Node(key) is ListNode { Items.Count: 0 })
        {
            reader.Refuse(key, $"'{key}' of {reader.Subject} is an empty list: leave it out to match all");
        }

        return ranges;
    }

    private static void RefuseUnless(bool allowed, SettingsReader reader, string key, string reason)
    {
        if (!allowed && reader.Has(key))
        {
            reader.Refuse(key, $"'{key}' of {reader.Subject} is {reason}");
        }
    }

    private static bool HasPorts(short protocol) => protocol is IpProtocol.Tcp or IpProtocol.Udp or IpProtocol.Sctp;

    /// <summary>
    /// Prefixes of both versions may stand in one list: the rule then holds for each version with the prefixes of that version. A prefix
    /// of a version for which the rest of the rule has no match is a mistake.
    /// </summary>
    private static IpVersions FindVersions(SettingsReader reader, short protocol, IReadOnlyList<IPNetwork> from, IReadOnlyList<IPNetwork> to)
    {
        IpVersions ofProtocol = protocol switch
        {
            IpProtocol.Icmp => IpVersions.V4,
            IpProtocol.Icmpv6 => IpVersions.V6,
            _ => IpVersions.Any,
        };
        RefuseEmpty(reader, "from", from);
        RefuseEmpty(reader, "to", to);
        if (!RefuseStray(reader, "to", to, VersionsOf(from) & ofProtocol))
        {
            RefuseStray(reader, "from", from, VersionsOf(to) & ofProtocol);
        }

        return VersionsOf(from) & VersionsOf(to) & ofProtocol;
    }

    private static void RefuseEmpty(SettingsReader reader, string key, IReadOnlyList<IPNetwork> prefixes)
    {
        if (prefixes.Count == 0 && reader.Node(key) is ListNode { Items.Count: 0 })
        {
            reader.Refuse(key, $"'{key}' of {reader.Subject} is an empty list: leave it out to match all");
        }
    }

    private static bool RefuseStray(SettingsReader reader, string key, IReadOnlyList<IPNetwork> prefixes, IpVersions rest)
    {
        IpVersions stray = prefixes.Count == 0 ? IpVersions.None : VersionsOf(prefixes) & ~rest;
        if (stray == IpVersions.None)
        {
            return false;
        }

        string version = stray.HasFlag(IpVersions.V4) ? "IPv4" : "IPv6";
        string other = stray.HasFlag(IpVersions.V4) ? "IPv6" : "IPv4";
        reader.Refuse(key, $"the {version} prefixes in '{key}' of {reader.Subject} can never match: the rest of the rule is about {other}");
        return true;
    }

    private static IpVersions VersionsOf(IReadOnlyList<IPNetwork> prefixes)
    {
        if (prefixes.Count == 0)
        {
            return IpVersions.Any;
        }

        IpVersions versions = IpVersions.None;
        foreach (IPNetwork prefix in prefixes)
        {
            versions |= prefix.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? IpVersions.V4 : IpVersions.V6;
        }

        return versions;
    }
}
