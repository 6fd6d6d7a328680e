using System.Reflection;
using NfvRuntime.Agent.Native;
using NfvRuntime.Chains;
using NfvRuntime.Guests.Protocol;
using NfvRuntime.Sdk.Settings;
using NfvRuntime.Stages;

namespace NfvRuntime.Agent.Program;

/// <summary>The agent's life: it connects, serves, connects again when its host has gone, and ends for one of five reasons.</summary>
internal static class AgentProcess
{
    private static readonly TimeSpan SignalDrain = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(300);

    /// <returns>One of <see cref="ExitStatus"/>.</returns>
    public static async Task<int> RunAsync(AgentArguments arguments, CancellationToken signal)
    {
        if (!KeepTo(arguments.Cpus) || LoadStages(arguments.Extensions) is not { } stages)
        {
            return ExitStatus.Error;
        }

        AgentRunner? runner = null;
        await using var agent = new GuestAgent(stages, message => runner?.Post(message) ?? false);
        using var watch = new OrphanWatch(arguments.OrphanAfter);
        var identity = new AgentIdentity(
            arguments.Guest,
            $"nfv-agent {Version}",
            arguments.Host.IsPort ? [Capabilities.State] : [Capabilities.Descriptors, Capabilities.State, Capabilities.CounterTable]);
        runner = new AgentRunner(arguments.Host.ConnectAsync, identity, agent)
        {
            Connected = server =>
            {
                watch.HostCame();
                agent.OnConnected(server);
            },
            Lost = why =>
            {
                if (watch.HostWent())
                {
                    agent.OnLost();
                    Say(arguments, $"{why.Message} What runs goes on; waiting for a host at {arguments.Host}.");
                }
            },
        };

        using var end = new CancellationTokenSource();
        Task serving = runner.RunAsync(end.Token);
        int status = await FirstEndAsync(arguments, agent, watch, runner, serving, signal).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return status;
    }

    /// <summary>The version of this program.</summary>
    private static string Version =>
        typeof(AgentProcess).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static async Task<int> FirstEndAsync(
        AgentArguments arguments, GuestAgent agent, OrphanWatch watch, AgentRunner runner, Task serving, CancellationToken signal)
    {
        var signalled = Task.Delay(Timeout.Infinite, signal);
        Task first = await Task.WhenAny(serving, agent.Shutdown, agent.Hung, watch.Orphaned, signalled).ConfigureAwait(false);
        if (first == agent.Hung)
        {
            Say(arguments, $"{await agent.Hung.ConfigureAwait(false)}; the process is ended.");
            await Task.Delay(LastWords, CancellationToken.None).ConfigureAwait(false); // the host is told, too
            Environment.Exit(ExitStatus.Watchdog); // that thread can be ended in no other way
        }

        if (first == agent.Shutdown)
        {
            // The host closes the connection when it has the answer.
            await Task.WhenAny(runner.Current?.Completion ?? Task.CompletedTask, Task.Delay(LastWords, CancellationToken.None)).ConfigureAwait(false);
            return ExitStatus.Success;
        }

        if (first == signalled)
        {
            return await StopAsync(arguments, agent).ConfigureAwait(false);
        }

        if (first == watch.Orphaned)
        {
            Say(arguments, $"no host at {arguments.Host} for {arguments.OrphanAfter.TotalSeconds:0.###} s (--orphan-after): the process ends.");
            return ExitStatus.Orphaned;
        }

        Say(arguments, $"the host cannot be served: {serving.Exception?.InnerException?.Message}");
        return ExitStatus.Version;
    }

    private static async Task<int> StopAsync(AgentArguments arguments, GuestAgent agent)
    {
        try
        {
            await agent.StopAllAsync(SignalDrain).WaitAsync(StopPatience).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or AskTimeoutException) // an island does not answer
        {
            Say(arguments, "a stage does not return; the process is ended.");
            Environment.Exit(ExitStatus.Watchdog);
        }

        return ExitStatus.Success;
    }

    private static bool KeepTo(IReadOnlyList<int> cpus)
    {
        try
        {
            if (cpus.Count > 0)
            {
                Libc.RunOn([.. cpus]);
            }

            return true;
        }
        catch (IOException e)
        {
            Console.Error.WriteLine($"error: --cpus {string.Join(',', cpus)}: none of these CPUs can be used: {e.Message}");
            return false;
        }
    }

    private static StageLibrary? LoadStages(IEnumerable<string> extensions)
    {
        var stages = new StageLibrary(StageCatalogue.BuiltIn);
        var faults = new DiagnosticBag();
        foreach (string extension in extensions)
        {
            stages.Add(extension, Environment.CurrentDirectory, new SourcePosition("--extensions", 0, 0), faults);
        }

        foreach (Diagnostic fault in faults.InFileOrder())
        {
            Console.Error.WriteLine(fault);
        }

        return faults.HasErrors ? null : stages;
    }

    private static void Say(AgentArguments arguments, string text) => Console.Error.WriteLine($"nfv-agent {arguments.Guest}: {text}");
}
