using System.Diagnostics;
using NfvRuntime.Netmap;

namespace NfvRuntime.Litmus;

/// <summary>One run of the test: a sleeper in this thread, a publisher in another thread or another process.</summary>
internal static unsafe class LitmusRun
{
    private const int SleeperCpu = 0;
    private const int PublisherCpu = 1;

    /// <summary>Runs sleeper and publisher as two threads.</summary>
    public static Verdict WithThreads(LitmusOptions options)
    {
        using Region region = Region.Create(SharedArena.Layout, RegionBacking.SealedMemory);
        SharedArena arena = new(region);
        Thread sleeper = Thread.CurrentThread;
        Thread publisher = new(() => Publish(arena, options, () => sleeper.IsAlive)) { IsBackground = true };
        publisher.Start();
        Verdict verdict = Judge("threads", arena, options, () => publisher.IsAlive);
        publisher.Join();
        return verdict;
    }

    /// <summary>Runs the sleeper here and the publisher in a second process of this program.</summary>
    public static Verdict WithProcesses(LitmusOptions options)
    {
        using Region region = Region.Create(SharedArena.Layout, RegionBacking.SealedMemory);
        string memory = $"/proc/{Environment.ProcessId}/fd/{region.Handle!.DangerousGetHandle()}";
        string program = Environment.GetCommandLineArgs()[0]; // the assembly, also when an executable stub started it
        using Process peer = Process.Start("dotnet", ["exec", program, .. options.ForPeer(memory)]);
        Verdict verdict = Judge("processes", new SharedArena(region), options, () => !peer.HasExited);
        peer.WaitForExit();
        return verdict;
    }

    /// <summary>The second process: publishes in the memory of the first.</summary>
    public static void AsPeer(LitmusOptions options)
    {
        using Region region = Region.Attach(options.PeerMemory!);
        // The path goes through the first process' descriptor table, so it ends with that process.
        Publish(new SharedArena(region), options, () => File.Exists(options.PeerMemory));
    }

    private static void Publish(in SharedArena arena, LitmusOptions options, Func<bool> sleeperIsAlive)
    {
        Cpu.Bind(PublisherCpu);
        Sides side = new(arena, new Rendezvous(arena.PublisherLine, arena.SleeperLine, sleeperIsAlive), options.Seed + 1);
        foreach (Block block in Block.Plan(options))
        {
            side.Publish(block);
        }
    }

    private static Verdict Judge(string name, in SharedArena arena, LitmusOptions options, Func<bool> publisherIsAlive)
    {
        Console.WriteLine($"two {name}, seed {options.Seed}");
        Cpu.Bind(SleeperCpu);
        Sides side = new(arena, new Rendezvous(arena.SleeperLine, arena.PublisherLine, publisherIsAlive), options.Seed);
        Report report = new();
        Stopwatch watch = Stopwatch.StartNew();
        foreach (Block block in Block.Plan(options))
        {
            side.Sleep(block, ref report.For(block));
        }

        Cpu.Release();
        report.Write(Console.Out, options, watch.Elapsed, side.Stalls);
        return report.Verdict;
    }
}
