using System.CommandLine;
using NfvRuntime.Chains;

namespace NfvRuntime.Cli.Commands;

/// <summary><c>nfv check FILE ...</c>: every mistake at once, as <c>file:line:column: error CODE: message</c>; exit status 1 if there is any.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Chain files.", Arity = ArgumentArity.OneOrMore };
        Option<string[]> extensions = ExtensionsOption.Create();
        var command = new Command("check", "Checks chain files and prints every mistake at once.") { files, extensions };
        command.SetAction(parse =>
        {
            if (ChainLoading.LoadStages(parse.GetRequiredValue(extensions)) is not { } stages)
            {
                return 1;
            }

            bool sound = true;
            foreach (string file in parse.GetRequiredValue(files))
            {
                sound &= Check(file, stages);
            }

            return sound ? 0 : 1;
        });
        return command;
    }

    private static bool Check(string file, StageLibrary stages)
    {
        if (ChainLoading.Load(file, stages) is not { } plan)
        {
            return false;
        }

        Console.WriteLine($"{file}: chain '{plan.Name}' is sound: {plan.Ports.Count} ports, {plan.Stages.Count} stages, {plan.Paths.Count} paths");
        return true;
    }
}
