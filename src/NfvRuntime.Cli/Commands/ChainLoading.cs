using NfvRuntime.Chains;
using NfvRuntime.Cli.Kinds;
using NfvRuntime.Sdk.Settings;
using NfvRuntime.Stages;

namespace NfvRuntime.Cli.Commands;

/// <summary>Loads a chain file with every kind of stage and port that this program knows.</summary>
internal static class ChainLoading
{
    /// <summary>Loads a file and prints what is wrong with it on standard error.</summary>
    /// <returns>The plan, or null if there was an error.</returns>
    public static ChainPlan? Load(string file)
    {
        ChainResult result = ChainFile.Load(file, StageCatalogue.BuiltIn, PortKinds.All);
        foreach (Diagnostic diagnostic in result.Diagnostics)
        {
            Console.Error.WriteLine(diagnostic);
        }

        return result.Plan;
    }
}
