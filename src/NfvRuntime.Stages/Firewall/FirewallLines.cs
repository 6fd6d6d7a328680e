using NfvRuntime.Counters;

namespace NfvRuntime.Stages;

/// <summary>
/// The lines by which a firewall can judge a packet: its rules in order, then the default, then the two classes that no rule can be
/// about. Each has its hit counter; the counters outlive the actor.
/// </summary>
internal sealed class FirewallLines
{
    public const string DefaultName = "default";
    public const string NonIpName = "non-ip";
    public const string MalformedName = "malformed";

    private readonly Counter[] _hits;

    public FirewallLines(FirewallSettings settings, Func<CounterSpec[], CounterBlock> add)
    {
        string[] names = [.. settings.Rules.Select(rule => rule.Name), DefaultName, NonIpName, MalformedName];
        CounterBlock block = add([.. names.Select(name => new CounterSpec(Catalogue.FirewallRuleHits, (LabelKeys.Rule, name)))]);
        _hits = [.. names.Select((_, i) => block[i])];
        Default = settings.Rules.Count;
        NonIp = Default + 1;
        Malformed = Default + 2;
    }

    public int Default { get; }

    public int NonIp { get; }

    public int Malformed { get; }

    public void Hit(int line) => _hits[line].Add(1);
}
