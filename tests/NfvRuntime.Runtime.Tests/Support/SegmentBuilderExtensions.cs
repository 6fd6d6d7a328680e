using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime.Tests.Support;

internal static class SegmentBuilderExtensions
{
    public static void AddScript(this SegmentBuilder builder, string name, Script script, FaultPolicy? faults = null) =>
        builder.AddStage(name, ScriptStage.Kind(script.Gates), script, faults);

    /// <summary>Connects a path that leaves every stage by its default gate.</summary>
    public static void ConnectPath(this SegmentBuilder builder, int path, string from, params string[] hops)
    {
        builder.ConnectPort(path, from, hops[0], 0);
        for (int i = 0; i + 1 < hops.Length; i++)
        {
            builder.ConnectStage(hops[i], 0, [path], path, hops[i + 1], 0, EdgePolicy.Wait);
        }
    }
}
