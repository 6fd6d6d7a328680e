using System.CommandLine;
using System.Text.Json;
using NfvRuntime.Chains;
using NfvRuntime.Cli.Commands;
using NfvRuntime.Cli.Output;
using NfvRuntime.Guests;
using NfvRuntime.Stages;
using Spectre.Console;

namespace NfvRuntime.Cli.Doctor;

/// <summary><c>nfv doctor [FILE]</c>: checks this machine for everything that a chain may need, and says how to mend what is wrong.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var file = new Argument<string?>("FILE") { Description = "A chain file: its interfaces and islands are checked, too.", Arity = ArgumentArity.ZeroOrOne };
        var clean = new Option<bool>("--clean") { Description = "Remove what runs that were killed have left." };
        var json = new Option<bool>("--json") { Description = "Print one JSON document (docs/cli.md)." };
        var command = new Command("doctor", "Checks this machine: CPUs, KVM, pages, kernel, limits, netmap, interfaces, leftovers.") { file, clean, json };
        command.SetAction(parse => Run(parse.GetValue(file), parse.GetValue(clean), parse.GetValue(json)));
        return command;
    }

    private static int Run(string? file, bool clean, bool json)
    {
        ChainResult? chain = file is null ? null : ChainFile.Load(file, new StageLibrary(StageCatalogue.BuiltIn), PortKinds.All);
        Finding[] findings =
        [
            .. MachineChecks.Run(new SystemView(), Environment.ProcessorCount, chain?.Plan),
            .. chain?.Plan is { } plan ? ChainChecks.Run(plan, chain.Diagnostics) : [],
            .. chain is { Plan: null } ? [new Finding("chain", FindingLevel.Error, $"{file} is wrong", $"nfv check {file}")] : Array.Empty<Finding>(),
            .. Leftovers.Check(clean),
        ];
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { Findings = findings }, RunSummary.Json));
        }
        else
        {
            Print(findings);
        }

        return findings.Any(static finding => finding.Level == FindingLevel.Error) ? ExitStatus.Error : ExitStatus.Success;
    }

    private static void Print(Finding[] findings)
    {
        IAnsiConsole console = AnsiConsole.Console;
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Width = 160;
            console.Profile.Capabilities.Ansi = false;
        }

        var table = new Table().Border(TableBorder.None).AddColumns("check", "", "found", "to do");
        foreach (Finding finding in findings)
        {
            string colour = finding.Level switch { FindingLevel.Error => "red", FindingLevel.Warning => "yellow", FindingLevel.Note => "blue", _ => "green" };
            table.AddRow(
                Markup.Escape(finding.Check), $"[{colour}]{finding.Level.ToString().ToLowerInvariant()}[/]", Markup.Escape(finding.Says), Markup.Escape(finding.Fix ?? ""));
        }

        console.Write(table);
    }
}
