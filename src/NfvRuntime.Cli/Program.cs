using System.CommandLine;
using NfvRuntime.Cli.Bench;

var root = new RootCommand("Runs chains of middleboxes over netmap rings, supervised as actors.")
{
    BenchCommand.Create(),
};
return root.Parse(args).Invoke();
