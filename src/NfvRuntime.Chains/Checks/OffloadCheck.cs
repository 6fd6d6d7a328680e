using NfvRuntime.Chains.Documents;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Checks;

/// <summary>
/// Decides for each port whether packets that come in with work left to the device (large ones, unfinished checksums) may travel through the
/// chain as they are: every stage and port that they can come to has to take them. Where one does not, says which.
/// </summary>
internal static class OffloadCheck
{
    // 64 KB in buffers of a bit less than 2 KB, and the most entries that one packet may have.
    private const int EntriesOfLargest = 34;
    private const int MostEntries = 64;

    /// <param name="model">Without mistakes so far.</param>
    /// <param name="options">What each port's kind read, by the port's name.</param>
    /// <param name="diagnostics">Gets a warning where work will be done in software, and an error where that is against the user's word.</param>
    /// <returns>The ports that pass such packets on.</returns>
    public static IReadOnlySet<string> Run(ChainModel model, IReadOnlyDictionary<string, object> options, DiagnosticBag diagnostics)
    {
        var passing = new HashSet<string>();
        foreach (var path in model.Document.Paths)
        {
            if (model.Port(path.First.Name) is not { Kind: { } kind } port
                || kind.OffloadsOf(options[port.Name]) is not { } choice || choice == OffloadChoice.Finish) continue;
            if (FindObstacle(model, path, options) is not { } obstacle)
            {
                passing.Add(port.Name);
            }
            else if (choice == OffloadChoice.Pass)
            {
                diagnostics.Error(PositionOf(port), ChainCodes.OffloadsRefused,
                    $"packets that come in at '{port.Name}' cannot be passed on with their offloads, since {obstacle}: leave 'offload' out, or say 'finish'");
            }
            else
            {
                diagnostics.Warning(PositionOf(port), ChainCodes.OffloadsFinished,
                    $"large packets that come in at '{port.Name}' will be cut, and checksums completed, in software, since {obstacle}; that costs speed: "
                    + "have them sent without (ethtool -K DEVICE tso off gso off tx off there), or say 'offload: finish' if it is meant");
            }
        }

        return passing;
    }

    private static string? FindObstacle(ChainModel model, PathDeclaration first, IReadOnlyDictionary<string, object> options)
    {
        var document = model.Document;
        if (document.Options.Burst < EntriesOfLargest)
        {
            return $"they take {EntriesOfLargest} entries of a burst, and 'burst' is {document.Options.Burst}";
        }

        if (document.Options.RingSlots <= MostEntries)
        {
            return $"they take up to {MostEntries} slots of a ring, and 'ring-slots' is {document.Options.RingSlots}";
        }

        if (model.GuestOf(first.First.Name) is { } owner) return $"the port is handed over to guest '{owner.Name}', which gets finished packets only";
        var paths = new List<PathDeclaration> { first };
        for (int i = 0; i < paths.Count; i++)
        {
            var path = paths[i];
            if (model.GuestOf(path.Last.Name) is { } guest) return $"port '{path.Last.Name}' is handed over to guest '{guest.Name}', which sends finished packets only";
            if (path.Hops.Where(hop => !Name.IsEnd(hop.Name)).Select(hop => model.GuestOf(hop.Name)).Distinct().Count() > 1)
            {
                return $"path '{path.Name}' leads from one guest to another, or between host and guest, and links carry finished packets only";
            }

            foreach (var stage in path.Middle.Select(hop => model.Stage(hop.Name)))
            {
                if (stage is { Kind: { HandlesOffloads: false } kind })
                {
                    return $"stage '{stage.Name}' ({kind.Name}) does not handle them";
                }
            }

            if (model.Port(path.Last.Name) is { Kind: { } last } port && !last.TakesOffloads(options[port.Name]))
            {
                return $"port '{port.Name}' ({port.Open!.Text}) does not take them";
            }

            paths.AddRange(model.Turnings(path).Select(turning => turning.Branch).Where(branch => !paths.Contains(branch)).ToArray());
        }

        return null;
    }

    private static SourcePosition PositionOf(PortDeclaration port) => port.Reader.Node("offload")?.Position ?? port.Open!.Position;
}
