namespace NfvRuntime.Chains.Checks;

/// <summary>Finds cycles in a small directed graph.</summary>
internal static class Cycles
{
    /// <summary>
    /// At least one cycle for every group of nodes that has any, each as its nodes in order; not every cycle, since there can be
    /// exponentially many. Depth-first: a step back to a node of the present way closes a cycle.
    /// </summary>
    public static List<List<T>> Find<T>(IEnumerable<T> nodes, Func<T, IEnumerable<T>> successors)
        where T : class
    {
        var cycles = new List<List<T>>();
        var done = new HashSet<T>();
        var way = new List<T>();
        foreach (var node in nodes) Visit(node);
        return cycles;

        void Visit(T node)
        {
            int at = way.IndexOf(node);
            if (at >= 0) cycles.Add(way[at..]);
            if (at >= 0 || done.Contains(node)) return;
            way.Add(node);
            foreach (var next in successors(node)) Visit(next);
            way.RemoveAt(way.Count - 1);
            done.Add(node);
        }
    }
}
