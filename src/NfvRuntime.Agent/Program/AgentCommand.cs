using System.CommandLine;

namespace NfvRuntime.Agent.Program;

/// <summary>The command line of <c>nfv-agent</c>.</summary>
internal static class AgentCommand
{
    private static readonly TimeSpan DefaultOrphanAfter = TimeSpan.FromSeconds(60);

    public static RootCommand Create()
    {
        var guest = new Option<string>("--guest")
        {
            Description = "The guest's name in the chain file.",
            HelpName = "NAME",
            Required = true,
            CustomParser = ArgumentForms.ReadGuest,
        };
        var connect = new Option<HostAddress>("--connect")
        {
            Description = "Where the host listens: unix: and the path of its socket, or in a virtual machine virtio: and the name of a port. "
                + "While nobody does, the agent tries again.",
            HelpName = "ADDRESS",
            Required = true,
            CustomParser = ArgumentForms.ReadAddress,
        };
        var cpus = new Option<IReadOnlyList<int>>("--cpus")
        {
            Description = "The CPUs to keep to, such as 0,2-3.",
            HelpName = "LIST",
            CustomParser = ArgumentForms.ReadCpus,
        };
        var extensions = new Option<string[]>("--extensions")
        {
            Description = "Kinds of stages from an assembly, or from those of a folder; its code runs with all rights of this process. May be repeated.",
            HelpName = "PATH",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
            DefaultValueFactory = _ => [],
        };
        var orphanAfter = new Option<TimeSpan>("--orphan-after")
        {
            Description = "End after so long without a host (500ms, 10s, 5m, 1h); until then, all that runs goes on.",
            HelpName = "TIME",
            CustomParser = ArgumentForms.ReadTime,
            DefaultValueFactory = _ => DefaultOrphanAfter,
        };
        var root = new RootCommand(
            "Runs the part of a chain that is in a guest. 'nfv run' starts it for guests of the kind process; there is little use in starting it by hand.")
        {
            guest, connect, cpus, extensions, orphanAfter,
        };
        root.SetAction((parse, cancel) => AgentProcess.RunAsync(
            new AgentArguments(
                parse.GetRequiredValue(guest),
                parse.GetRequiredValue(connect),
                parse.GetValue(cpus) ?? [],
                parse.GetRequiredValue(extensions),
                parse.GetRequiredValue(orphanAfter)),
            cancel));
        return root;
    }
}
