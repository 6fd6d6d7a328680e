using System.Globalization;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Stages;

/// <summary>The settings of <c>firewall</c>.</summary>
/// <param name="Rules">In order: the first that matches decides.</param>
/// <param name="Default">What happens to IP packets that no rule matches.</param>
/// <param name="NonIp">What happens to frames that are not IP.</param>
/// <param name="RejectRate">Answers a second to packets that are rejected; what is beyond is dropped without one.</param>
public sealed record FirewallSettings(IReadOnlyList<FirewallRule> Rules, FirewallAction Default, NonIpPolicy NonIp, double RejectRate = 1000)
{
    /// <summary>Whether any packet can be answered.</summary>
    public bool Rejects => Default == FirewallAction.Reject || Rules.Any(rule => rule.Action == FirewallAction.Reject);

    /// <summary>Reads the settings of a stage in a chain file.</summary>
    /// <param name="reader">They, and where mistakes go.</param>
    public static FirewallSettings Read(SettingsReader reader)
    {
        IReadOnlyList<FirewallRule> rules = reader.Optional("rules", Format.ListOf(Format.Nested(RuleReader.Read)), []);
        FirewallAction fallback = reader.Required("default", Format.Word<FirewallAction>());
        NonIpPolicy nonIp = reader.Optional("non-ip", Format.Word<NonIpPolicy>(), NonIpPolicy.Arp);
        double rate = reader.Optional("reject-rate", Format.Rate(1, 1e6), 1000);
        rules = [.. rules.Select((rule, i) => rule.Name.Length > 0 ? rule : rule with { Name = (i + 1).ToString(CultureInfo.InvariantCulture) })];

        foreach (IGrouping<string, FirewallRule> same in rules.GroupBy(rule => rule.Name).Where(group => group.Count() > 1))
        {
            reader.Refuse("rules", $"{same.Count()} rules are named '{same.Key}': each needs a name of its own, or none");
        }

        foreach (IpVersions version in new[] { IpVersions.V4, IpVersions.V6 })
        {
            if (RuleTable.CountLines(rules, version) > RuleTable.MaxLines)
            {
                reader.Refuse(
                    "rules", $"the lists in the rules combine to more than {RuleTable.MaxLines} cases for one IP version: use fewer or wider ones");
                rules = [];
            }
        }

        var settings = new FirewallSettings(rules, fallback, nonIp, rate);
        if (reader.Has("reject-rate") && !settings.Rejects)
        {
            reader.Refuse("reject-rate", $"'reject-rate' of {reader.Subject} limits answers, and no rule rejects");
        }

        return settings;
    }
}
