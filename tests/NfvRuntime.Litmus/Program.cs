using NfvRuntime.Litmus;

const int WrongUsage = 64; // EX_USAGE

if (LitmusOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(LitmusOptions.Usage);
    return WrongUsage;
}

if (Environment.ProcessorCount < 2)
{
    Console.WriteLine("inconclusive: on one CPU no store waits in a buffer while the other side looks");
    return (int)Verdict.Inconclusive;
}

try
{
    if (options.PeerMemory is not null)
    {
        LitmusRun.AsPeer(options);
        return 0;
    }

    List<Verdict> verdicts = [];
    if (options.Threads)
    {
        verdicts.Add(LitmusRun.WithThreads(options));
    }

    if (options.Processes)
    {
        verdicts.Add(LitmusRun.WithProcesses(options));
    }

    return (int)(verdicts.Contains(Verdict.Violated) ? Verdict.Violated : verdicts.Max());
}
catch (PeerLostException e)
{
    Console.WriteLine($"inconclusive: {e.Message}");
    return (int)Verdict.Inconclusive;
}
