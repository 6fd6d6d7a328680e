namespace NfvRuntime.Actors.Tests.Settings;

public sealed class SettingsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("DEBUG", true, true)]
    [InlineData("INFO", false, true)]
    [InlineData("ERROR", false, false)]
    public async Task The_level_says_what_is_wanted(string level, bool debug, bool info)
    {
        ActorSystem other = ActorSystem.Create("other", ConfigurationFactory.ParseString($"akka.loglevel = {level}"));
        Assert.Equal(debug, other.Log.IsDebugEnabled);
        Assert.Equal(info, other.Log.IsInfoEnabled);
        Assert.True(other.Log.IsErrorEnabled);
        await other.Terminate().WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_failure_in_a_phase_without_recovery_ends_the_run_but_the_system_can_be_terminated_all_the_same()
    {
        Config config = ConfigurationFactory.ParseString("akka.coordinated-shutdown.phases.service-stop.recover = off");
        ActorSystem system = ActorSystem.Create("strict", config);
        var shutdown = CoordinatedShutdown.Get(system);
        bool went = false;
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "bad", () => Task.FromException<Done>(new InvalidOperationException()));
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "never", () =>
        {
            went = true;
            return Task.FromResult(Done.Instance);
        });
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Patience));
        await system.Terminate().WaitAsync(Patience);
        Assert.False(went);
    }

    [Theory]
    [InlineData("a = ${b}", 1)]
    [InlineData("a {", 1)]
    [InlineData("a = 1\nb", 2)]
    [InlineData("a = [1,\n2", 2)]
    [InlineData("a = \"x", 1)]
    [InlineData("a = 1\n}", 2)]
    public void A_configuration_that_cannot_be_read_is_refused_with_its_line(string hocon, int line)
    {
        ConfigurationException thrown = Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString(hocon));
        Assert.StartsWith($"Line {line} ", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("akka.loglevel = LOUD", "akka.loglevel")]
    [InlineData("akka.scheduler.implementation = NoSuchType", "akka.scheduler.implementation")]
    [InlineData("akka.coordinated-shutdown.default-phase-timeout = soon", "default-phase-timeout")]
    public void A_setting_that_cannot_be_followed_is_named(string hocon, string named)
    {
        ConfigurationException thrown = Assert.Throws<ConfigurationException>(() =>
        {
            using ActorSystem system = ActorSystem.Create("odd", ConfigurationFactory.ParseString(hocon));
            CoordinatedShutdown.Get(system);
        });
        Assert.Contains(named, thrown.Message, StringComparison.Ordinal);
    }
}
