namespace NfvRuntime.Runtime.Tests.Support;

/// <summary>What came out of a chain: how many packets, whether they are whole, in order, and which numbers.</summary>
internal sealed unsafe class Ledger
{
    private readonly Dictionary<(int Source, uint Flow, ulong Trail), ulong> _last = [];
    private readonly List<string> _complaints = [];
    private byte[][] _seen = [];

    public long Packets { get; private set; }

    public long Slots { get; private set; }

    /// <summary>What is wrong, a few sentences at most.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Remembers how often each number of each source came.</summary>
    public void Remember(int sources, long numbers) => _seen = [.. Enumerable.Range(0, sources).Select(_ => new byte[numbers])];

    public int TimesSeen(int source, long number) => _seen[source][number];

    /// <summary>The numbers below a bound that never came.</summary>
    public List<long> Missing(int source, long below)
    {
        var missing = new List<long>();
        for (long number = 0; number < below; number++)
        {
            if (_seen[source][number] == 0)
            {
                missing.Add(number);
            }
        }

        return missing;
    }

    /// <summary>Enters one packet.</summary>
    /// <param name="pieces">Where its fragments begin.</param>
    public void Enter(ReadOnlySpan<nint> pieces)
    {
        Packets++;
        Slots += pieces.Length;
        byte* first = (byte*)pieces[0];
        int source = Numbered.Source(first);
        ulong number = Numbered.Number(first);
        for (int i = 0; i < pieces.Length; i++)
        {
            byte* piece = (byte*)pieces[i];
            if (Numbered.Fragment(piece) != i || Numbered.Fragments(piece) != pieces.Length
                || Numbered.Number(piece) != number || Numbered.Source(piece) != source)
            {
                Complain($"slot {i} of {pieces.Length} of packet {source}/{number} is fragment {Numbered.Fragment(piece)} of "
                    + $"{Numbered.Fragments(piece)} of packet {Numbered.Source(piece)}/{Numbered.Number(piece)}");
            }
        }

        var way = (source, Numbered.Flow(first), Numbered.Trail(first));
        if (_last.TryGetValue(way, out ulong last) && number <= last)
        {
            Complain($"packet {number} of source {source}, flow {way.Item2}, trail {way.Item3:x} came after {last}");
        }

        _last[way] = number;
        if (source < _seen.Length && number < (ulong)_seen[source].Length)
        {
            _seen[source][number]++;
        }
    }

    private void Complain(string what)
    {
        if (_complaints.Count < 5)
        {
            _complaints.Add(what);
        }
    }
}
