using NfvRuntime.Actors.Configuration;

namespace NfvRuntime.Actors.TestKit.Configs;

/// <summary>Configurations for systems under test.</summary>
public static class TestConfigs
{
    /// <summary>Nothing but the defaults.</summary>
    public static Config DefaultConfig => Config.Empty;

    /// <summary>A system whose time stands still until the test moves it: its scheduler is a <see cref="TestScheduler"/>.</summary>
    public static Config TestSchedulerConfig => ConfigurationFactory.ParseString(
        $"akka.scheduler.implementation = \"{typeof(TestScheduler).AssemblyQualifiedName}\"");
}
