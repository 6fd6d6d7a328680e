using NfvRuntime.Actors.Configuration;
using Xunit.Abstractions;

namespace NfvRuntime.Actors.TestKit.Xunit2;

/// <summary>The base of test classes: each test gets a system of its own, which ends with it.</summary>
public class TestKit : TestKitBase, IDisposable
{
    /// <summary>Where the system's log goes; null for nowhere.</summary>
    protected readonly ITestOutputHelper? Output;

    /// <summary>Makes a system with the defaults, or uses one.</summary>
    public TestKit(ActorSystem? system = null, ITestOutputHelper? output = null)
        : base(system, null, null, null)
    {
        Output = output;
        TestEventListener.Of(Sys).Output = output;
    }

    /// <summary>Makes a system with a configuration.</summary>
    public TestKit(Config config, string? actorSystemName = null, ITestOutputHelper? output = null)
        : base(null, config, actorSystemName, null)
    {
        Output = output;
        TestEventListener.Of(Sys).Output = output;
    }

    /// <summary>Makes a system with a configuration.</summary>
    public TestKit(string config, ITestOutputHelper? output = null)
        : this(ConfigurationFactory.ParseString(config), null, output)
    {
    }

    /// <summary>Ends the test's system.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Called before the system ends.</summary>
    protected virtual void AfterAll()
    {
    }

    /// <summary>Ends the test's system.</summary>
    protected virtual void Dispose(bool disposing)
    {
        try
        {
            AfterAll();
        }
        finally
        {
            Shutdown();
        }
    }
}
