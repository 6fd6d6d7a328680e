using NfvRuntime.Chains;
using NfvRuntime.Cli.Bench.Live;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Cli.Doctor;

/// <summary>What a chain needs of this machine: its interfaces as they are set now, and what its ports do to each other's packets.</summary>
internal static class ChainChecks
{
    /// <summary>Offloads that hand a netmap ring, or a socket without headers, packets larger than a slot or unfinished ones.</summary>
    private static readonly Dictionary<string, string> Offloads = new()
    {
        ["generic-receive-offload"] = "gro",
        ["large-receive-offload"] = "lro",
        ["tcp-segmentation-offload"] = "tso",
    };

    public static IEnumerable<Finding> Run(ChainPlan plan, IEnumerable<Diagnostic> diagnostics) =>
    [
        .. diagnostics.Where(static said => said.Code is ChainCodes.OffloadsFinished or ChainCodes.OffloadsRefused)
            .Select(static said => new Finding("header-length", FindingLevel.Warning, said.Message)),
        .. plan.Ports.Select(static port => port.Open.Split(':', 2)).Where(static name => name is ["packet" or "netmap" or "xdp", _])
            .SelectMany(static name => Interface(name[0], name[1].Split('/', '^', '*', '-', '{', '@')[0])),
    ];

    private static IEnumerable<Finding> Interface(string kind, string name)
    {
        if (!Directory.Exists($"/sys/class/net/{name}"))
        {
            return [new("interfaces", FindingLevel.Error, $"there is no interface '{name}'", "ip link shows those there are")];
        }

        if (!SystemView.HasProgram("ethtool"))
        {
            return [new("interfaces", FindingLevel.Note, $"offloads of '{name}' are not known", "install ethtool")];
        }

        (int exit, string said) = Programs.Try($"ethtool -k {name}");
        string[] on = exit != 0 ? [] : [.. Offloads.Where(offload => said.Contains($"{offload.Key}: on", StringComparison.Ordinal)).Select(static offload => offload.Value)];
        if (on.Length == 0)
        {
            return [new("interfaces", FindingLevel.Ok, $"'{name}' has no offloads on")];
        }

        // A packet socket says what is left to do in front of each frame; the others cannot.
        return [new("interfaces", kind == "packet" ? FindingLevel.Note : FindingLevel.Warning, $"'{name}' has {string.Join(", ", on)} on",
            $"ethtool -K {name} {string.Join(' ', on.Select(static offload => $"{offload} off"))}")];
    }
}
