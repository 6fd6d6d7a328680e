using NfvRuntime.Chains.Documents;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Checks;

/// <summary>
/// A ring of lossless links: paths that never drop write to pipes from which the next one reads, and the last writes where the first
/// reads. Once all are full each waits for the next, for ever. Rings that close outside the file cannot be seen here.
/// </summary>
internal static class LosslessRingCheck
{
    public static void Run(ChainModel model, DiagnosticBag diagnostics)
    {
        var readers = new Dictionary<string, PathDeclaration>();
        foreach (var path in model.Document.Paths)
        {
            if (LinkOf(model, path.First.Name) is { } link) readers.TryAdd(link.End, path);
        }

        foreach (var ring in Cycles.Find(readers.Values, path => NextReaders(model, path, readers).Distinct()))
        {
            string names = string.Join(" -> ", ring.Append(ring[0]).Select(p => p.Name));
            diagnostics.Error(ring[0].Key.Position, ChainCodes.LosslessRing,
                $"a ring of lossless links, where each waits for the next once all are full: {names}; give one of these paths 'full: drop'");
        }
    }

    private static IEnumerable<PathDeclaration> NextReaders(
        ChainModel model, PathDeclaration from, Dictionary<string, PathDeclaration> readers)
    {
        var waiting = new List<PathDeclaration>();
        var seen = new HashSet<PathDeclaration> { from };
        if (!from.Full.Drops) waiting.Add(from);
        for (int i = 0; i < waiting.Count; i++)
        {
            var path = waiting[i];
            waiting.AddRange(model.Turnings(path).Select(t => t.Branch).Where(b => !b.Full.Drops && seen.Add(b)));
            foreach (string end in model.EndsOf(path))
            {
                if (LinkOf(model, end) is { } link && readers.TryGetValue(link.Peer, out var next)) yield return next;
            }
        }
    }

    private static PortLink? LinkOf(ChainModel model, string name) =>
        model.Port(name) is { Kind: { } kind, Open: { } open } ? kind.FindLink(open.Text) : null;
}
