namespace NfvRuntime.Netmap;

/// <summary>One access to a ptnet device's control register.</summary>
/// <param name="Operation">What is asked.</param>
/// <param name="Value">What the operation takes; 0 if nothing.</param>
/// <param name="Ring">The ring it is about, tx rings first; null for the whole device.</param>
public readonly record struct PtnetRequest(PtnetOperation Operation, ulong Value = 0, uint? Ring = null)
{
    private static readonly string[] Names = ["", "features", "create", "delete", "header-length", "ring-reset", "version"];

    /// <summary>The operation's name in messages.</summary>
    public string Name => (uint)Operation < Names.Length ? Names[(int)Operation] : "";

    /// <summary>The operation of a name; null if there is none.</summary>
    public static PtnetOperation? OperationOf(string name) =>
        Array.IndexOf(Names, name) is > 0 and var index ? (PtnetOperation)index : null;
}
