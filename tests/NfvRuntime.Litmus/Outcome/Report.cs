namespace NfvRuntime.Litmus;

/// <summary>The tallies of one run and what follows from them.</summary>
internal sealed class Report
{
    private readonly Tally[] _tallies = new Tally[4];

    /// <summary>The tally that a block's rounds count in.</summary>
    public ref Tally For(Block block) => ref _tallies[(block.HostPublishes ? 2 : 0) + (block.IsControl ? 1 : 0)];

    /// <summary>Rounds of the protocol, without those of the control.</summary>
    public long Rounds => _tallies[0].Rounds + _tallies[2].Rounds;

    /// <summary>A violation stands whatever the control did; the control must have shown some in each direction.</summary>
    public Verdict Verdict => _tallies[0].Lost + _tallies[2].Lost > 0 ? Verdict.Violated
        : _tallies[1].Lost > 0 && _tallies[3].Lost > 0 ? Verdict.Holds
        : Verdict.Inconclusive;

    public void Write(TextWriter output, LitmusOptions options, TimeSpan elapsed, long stalls)
    {
        string[] names = ["application publishes", "  control", "host publishes", "  control"];
        for (int i = 0; i < names.Length; i++)
        {
            bool fenced = i % 2 == 0 ? options.SubjectFenced : options.ControlFenced;
            output.WriteLine($"  {names[i],-21} {(fenced ? "fenced" : "unfenced"),-9} {_tallies[i]}");
        }

        output.WriteLine($"  {elapsed.TotalSeconds:F1} s, {stalls:N0} waits for a descheduled peer");
        output.WriteLine(Verdict switch
        {
            Verdict.Holds => $"  holds: no wake-up lost in {Rounds:N0} rounds, and the control shows that losses would be seen",
            Verdict.Violated => "  VIOLATED: a publisher did not kick and the sleeper did not see its work",
            _ => "  inconclusive: the control lost no wake-up, so this run could not have seen one lost; try more rounds on a quiet machine",
        });
    }
}
