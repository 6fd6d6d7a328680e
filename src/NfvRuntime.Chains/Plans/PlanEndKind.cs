namespace NfvRuntime.Chains;

/// <summary>What an end of an edge is.</summary>
public enum PlanEndKind
{
    /// <summary>A port: packets come from its receive rings or go to its transmit rings.</summary>
    Port,

    /// <summary>A stage.</summary>
    Stage,

    /// <summary>The end of a path that leads nowhere: packets are dropped and counted.</summary>
    Drop,
}
