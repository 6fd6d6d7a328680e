using System.CommandLine;
using NfvRuntime.Cli.Bench;
using NfvRuntime.Cli.Commands;

var root = new RootCommand("Runs chains of middleboxes over netmap rings, supervised as actors.")
{
    CheckCommand.Create(),
    PlanCommand.Create(),
    RunCommand.Create(),
    StagesCommand.Create(),
    BenchCommand.Create(),
};

// A signal ends a run in order, however long its own patience is.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(60) });
