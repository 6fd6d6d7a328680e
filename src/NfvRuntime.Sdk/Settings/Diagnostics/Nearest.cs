namespace NfvRuntime.Sdk.Settings;

/// <summary>Guesses what a mistyped name was meant to be.</summary>
public static class Nearest
{
    /// <summary>
    /// The candidate with the smallest edit distance (insertions, deletions, replacements and swaps of neighbours; case does not count),
    /// or null when none is near enough to be a likely slip: at most a third of the name's length, and at least one edit is allowed.
    /// Of equally near ones the first.
    /// </summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(candidates);
        int best = Math.Max(1, name.Length / 3) + 1;
        string? found = null;
        foreach (string candidate in candidates)
        {
            if (Math.Abs(candidate.Length - name.Length) >= best) continue;
            int distance = Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance >= best) continue;
            best = distance;
            found = candidate;
        }

        return found;
    }

    /// <summary>
    /// The end of a message about an unknown name: <c>; did you mean 'x'?</c>, or else the known names, or nothing when there are none.
    /// </summary>
    /// <param name="name">What was written.</param>
    /// <param name="known">What could have been meant.</param>
    /// <param name="plural">What the known names are, such as <c>known keys</c>.</param>
    public static string Hint(string name, IReadOnlyCollection<string> known, string plural)
    {
        if (Find(name, known) is { } near) return $"; did you mean '{near}'?";
        return known.Count == 0 ? "" : $"; {plural}: {string.Join(", ", known)}";
    }

    // Optimal string alignment: three rows of the usual table suffice.
    private static int Distance(string a, string b)
    {
        int[] before = new int[b.Length + 1], last = new int[b.Length + 1], row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++) last[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(change, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, last, row) = (last, row, before);
        }

        return last[b.Length];
    }
}
