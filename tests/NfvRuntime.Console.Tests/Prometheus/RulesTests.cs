using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.WebConsole.Tests.Prometheus;

public sealed class RulesTests
{
    private static readonly string Folder = Repository.PathOf("observability");

    [RequiresToolFact("promtool")]
    public void The_configuration_and_the_rules_are_sound() =>
        Tool.Run("promtool", "check", "config", Path.Combine(Folder, "prometheus.yml")).Succeeded();

    [RequiresToolFact("promtool")]
    public void The_rules_pass_their_unit_tests() =>
        Tool.Run("promtool", "test", "rules", Path.Combine(Folder, "rules", "nfv.test.yml")).Succeeded();
}
