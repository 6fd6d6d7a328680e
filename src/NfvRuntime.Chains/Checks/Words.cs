namespace NfvRuntime.Chains.Checks;

/// <summary>Wording that several checks share.</summary>
internal static class Words
{
    public static string Output(string gate) => gate.Length == 0 ? "the default output" : $"output '{gate}'";
}
