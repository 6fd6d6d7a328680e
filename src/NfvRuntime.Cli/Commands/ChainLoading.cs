using NfvRuntime.Chains;
using NfvRuntime.Guests;
using NfvRuntime.Sdk.Settings;
using NfvRuntime.Stages;

namespace NfvRuntime.Cli.Commands;

/// <summary>Loads chain files with every kind of stage and port that this program knows, and the kinds of extensions.</summary>
internal static class ChainLoading
{
    /// <summary>Loads a file and prints what is wrong with it on standard error.</summary>
    /// <returns>The plan, or null if there was an error.</returns>
    public static ChainPlan? Load(string file, StageLibrary stages)
    {
        ChainResult result = ChainFile.Load(file, stages, PortKinds.All);
        Print(result.Diagnostics);
        return result.Plan;
    }

    /// <summary>Loads a file with the extensions that the command line names.</summary>
    /// <returns>The plan, or null if there was an error.</returns>
    public static ChainPlan? Load(string file, IEnumerable<string> extensions) =>
        LoadStages(extensions) is { } stages ? Load(file, stages) : null;

    /// <summary>The product's kinds of stages and those of the extensions that the command line names; prints what is wrong with them.</summary>
    /// <returns>The kinds, or null if an extension cannot be used.</returns>
    public static StageLibrary? LoadStages(IEnumerable<string> extensions)
    {
        var stages = new StageLibrary(StageCatalogue.BuiltIn);
        var faults = new DiagnosticBag();
        foreach (string extension in extensions)
        {
            stages.Add(extension, Environment.CurrentDirectory, new SourcePosition(ExtensionsOption.Name, 0, 0), faults);
        }

        Print(faults.InFileOrder());
        return faults.HasErrors ? null : stages;
    }

    private static void Print(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (Diagnostic diagnostic in diagnostics)
        {
            Console.Error.WriteLine(diagnostic);
        }
    }
}
