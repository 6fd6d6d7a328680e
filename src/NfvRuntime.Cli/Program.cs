using System.CommandLine;
using NfvRuntime.Cli.Bench;
using NfvRuntime.Cli.Commands;
using NfvRuntime.Cli.Commands.Guests;
using NfvRuntime.Cli.Doctor;

var root = new RootCommand("Runs chains of middleboxes over netmap rings, supervised as actors.")
{
    CheckCommand.Create(),
    PlanCommand.Create(),
    RunCommand.Create(),
    StagesCommand.Create(),
    BenchCommand.Create(),
    GuestCommand.Create(),
    DoctorCommand.Create(),
};

// A signal ends a run in order, however long its own patience is.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(60) });
