using NfvRuntime.Sdk;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Stages.Tests;

public class StageCatalogueTests
{
    [Fact]
    public void Knows_every_kind_that_the_assembly_defines()
    {
        var defined = typeof(StageCatalogue).Assembly.GetTypes().SelectMany(type => type.GetProperties()).Where(p => p.PropertyType == typeof(StageKind) && p.GetMethod!.IsStatic);
        Assert.Equal(defined.Select(p => (StageKind)p.GetValue(null)!).OrderBy(kind => kind.Name), StageCatalogue.BuiltIn.Kinds);
        Assert.Equal(["counter", "fault", "firewall", "forward", "mirror"], StageCatalogue.BuiltIn.Names);
    }

    [Fact]
    public void Finds_a_kind_by_its_exact_name()
    {
        Assert.True(StageCatalogue.BuiltIn.TryGet("mirror", out StageKind? kind));
        Assert.Same(MirrorStage.Kind, kind);
        Assert.True(((IStageKinds)StageCatalogue.BuiltIn).TryGet("mirror", out IStageDescription? description));
        Assert.Same(kind, description);
        Assert.False(StageCatalogue.BuiltIn.TryGet("Mirror", out _));
    }

    [Fact]
    public void Says_which_gates_may_stay_unconnected()
    {
        Assert.Equal(["", "denied", "rejected"], FirewallStage.Kind.OutputGates);
        Assert.True(FirewallStage.Kind.IsUnconnectedAllowed("denied"));
        Assert.False(FirewallStage.Kind.IsUnconnectedAllowed(""));
        Assert.Equal([], FirewallStage.Kind.RequiredOutputs(new FirewallSettings([], FirewallAction.Drop, NonIpPolicy.Arp)));
        Assert.Equal(["rejected"], FirewallStage.Kind.RequiredOutputs(new FirewallSettings([], FirewallAction.Reject, NonIpPolicy.Arp)));
        Assert.True(MirrorStage.Kind.IsUnconnectedAllowed("copy"));
    }

    [Fact]
    public void Refuses_two_kinds_of_one_name() =>
        Assert.Throws<ArgumentException>(() => new StageCatalogue([ForwardStage.Kind, ForwardStage.Kind]));
}
