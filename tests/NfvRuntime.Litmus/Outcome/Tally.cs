namespace NfvRuntime.Litmus;

/// <summary>How the rounds of one protocol ended.</summary>
internal struct Tally
{
    public long Kicked;
    public long Seen;
    public long Both;
    public long Lost;

    public readonly long Rounds => Kicked + Seen + Both + Lost;

    /// <summary>Counts one round.</summary>
    /// <param name="kicked">The publisher saw the need-kick flag.</param>
    /// <param name="seen">The sleeper saw the publication.</param>
    public void Add(bool kicked, bool seen)
    {
        if (kicked)
        {
            (seen ? ref Both : ref Kicked)++;
        }
        else
        {
            (seen ? ref Seen : ref Lost)++;
        }
    }

    public override readonly string ToString() =>
        $"{Rounds,12:N0} rounds: {Seen,12:N0} seen, {Kicked,12:N0} kicked, {Both,12:N0} both, {Lost,8:N0} lost";
}
