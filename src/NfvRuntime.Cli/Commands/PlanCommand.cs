using System.CommandLine;
using NfvRuntime.Chains;
using NfvRuntime.Cli.Output.Plans;
using NfvRuntime.Netmap;
using NfvRuntime.Runtime;

namespace NfvRuntime.Cli.Commands;

/// <summary><c>nfv plan FILE</c>: what would run where, what joins it, and what that takes, before anything starts.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The chain file." };
        var json = new Option<bool>("--json") { Description = "Print one JSON document (docs/cli.md)." };
        var cpus = new Option<int>("--cpus")
        {
            Description = "Plan for a machine with so many CPUs instead of this one.",
            HelpName = "N",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        cpus.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--cpus: at least 1.");
            }
        });
        Option<string[]> extensions = ExtensionsOption.Create();
        var command = new Command("plan", "Prints placement, links, regions, memory and threads of a chain without starting it.") { file, json, cpus, extensions };
        command.SetAction(parse => Show(
            ChainLoading.Load(parse.GetRequiredValue(file), parse.GetRequiredValue(extensions)), parse.GetValue(cpus), parse.GetValue(json)));
        return command;
    }

    private static int Show(ChainPlan? plan, int cpus, bool json)
    {
        if (plan is null)
        {
            return ExitStatus.Error;
        }

        var sizes = new Dictionary<int, long>();
        foreach (PlanRegion region in plan.Placement.Regions)
        {
            try
            {
                sizes.Add(region.Index, RegionShelf.BytesOf(plan.Placement, region));
            }
            catch (RegionException e)
            {
                Console.Error.WriteLine($"error: region '{region.Name}': {e.Message}");
            }
        }

        if (sizes.Count < plan.Placement.Regions.Count)
        {
            return ExitStatus.Error;
        }

        PlanReport report = PlanReport.Of(plan, cpus, region => sizes[region.Index]);
        if (json)
        {
            Console.WriteLine(report.ToJson());
        }
        else
        {
            PlanTables.Print(report);
        }

        return ExitStatus.Success;
    }
}
