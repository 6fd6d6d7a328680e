using System.CommandLine;
using System.Text.Json;
using NfvRuntime.Chains;
using NfvRuntime.Cli.Output;
using NfvRuntime.Sdk;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Cli.Commands;

/// <summary><c>nfv stages [KIND ...]</c>: which kinds of stages there are and where they come from; of those named, everything.</summary>
internal static class StagesCommand
{
    public static Command Create()
    {
        var kinds = new Argument<string[]>("KIND") { Description = "Kinds to describe; without any, all are listed.", Arity = ArgumentArity.ZeroOrMore };
        Option<string[]> extensions = ExtensionsOption.Create();
        var json = new Option<bool>("--json") { Description = "Print one JSON document (docs/cli.md)." };
        var command = new Command("stages", "Lists the kinds of stages: their settings, gates, drop reasons, counters, and where they come from.")
        {
            kinds, extensions, json,
        };
        command.SetAction(parse => ChainLoading.LoadStages(parse.GetRequiredValue(extensions)) is { } library
            ? List(library, parse.GetValue(kinds) ?? [], parse.GetValue(json))
            : 1);
        return command;
    }

    private static int List(StageLibrary library, string[] named, bool json)
    {
        string[] unknown = [.. named.Where(name => !library.TryGet(name, out _))];
        foreach (string name in unknown)
        {
            Console.Error.WriteLine($"error: unknown kind of stage '{name}'{Nearest.Hint(name, [.. library.Names], "kinds")}");
        }

        if (unknown.Length > 0)
        {
            return 1;
        }

        string[] names = named.Length > 0 ? named : [.. library.Names.Order(StringComparer.Ordinal)];
        StageListing[] listings = [.. names.Select(name => Describe(library, name))];
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(listings, RunSummary.Json));
        }
        else if (named.Length > 0)
        {
            Array.ForEach(listings, listing => listing.Print(Console.Out));
        }
        else
        {
            Array.ForEach(listings, listing => Console.WriteLine($"{listing.Kind,-20}  {listing.Summary}  ({listing.From})"));
        }

        return 0;
    }

    private static StageListing Describe(StageLibrary library, string name) =>
        StageListing.Of(library.TryGet(name, out IStageDescription? kind) ? (StageKind)kind : throw new KeyNotFoundException(name), library.OriginOf(name));
}
