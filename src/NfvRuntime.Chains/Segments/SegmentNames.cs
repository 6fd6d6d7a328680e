namespace NfvRuntime.Chains.Segments;

/// <summary>Names for what a chain file does not name: ends of links, and the pieces of a path that comes to a segment more than once.</summary>
internal static class SegmentNames
{
    private const int MostLetters = 48; // of a name in a chain file

    /// <summary>The same at both ends of the link.</summary>
    public static string OfLink(ChainPlan plan, PlanLink link)
    {
        var taken = plan.Ports.Select(port => port.Name).Concat(plan.Stages.Select(stage => stage.Name)).ToHashSet();
        return Free($"link-{link.Index}", taken);
    }

    /// <summary>A name for each piece of a segment: its path's, where that is enough.</summary>
    public static string[] OfPieces(ChainPlan plan, IReadOnlyList<PathPiece> pieces)
    {
        var taken = plan.Paths.Select(path => path.Name).ToHashSet();
        var used = new HashSet<int>();
        var names = new string[pieces.Count];
        for (int i = 0; i < pieces.Count; i++)
        {
            string path = plan.Paths[pieces[i].Path].Name;
            names[i] = used.Add(pieces[i].Path) ? path : Free(path, taken);
            taken.Add(names[i]);
        }

        return names;
    }

    private static string Free(string name, HashSet<string> taken)
    {
        string free = name;
        for (int number = 2; taken.Contains(free); number++)
        {
            string end = $"-{number}";
            free = name[..Math.Min(name.Length, MostLetters - end.Length)] + end;
        }

        return free;
    }
}
