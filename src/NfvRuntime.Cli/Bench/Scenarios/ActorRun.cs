using System.Diagnostics;
using NfvRuntime.Actors.Islands;
using NfvRuntime.Runtime;

namespace NfvRuntime.Cli.Bench.Scenarios;

/// <summary>Runs segments on islands and watches a counter for a while.</summary>
internal static class ActorRun
{
    public static BenchRun Measure(
        IReadOnlyList<(string Island, int Cpu, Segment Segment)> parts, Func<ulong> packets, TimeSpan warmUp, TimeSpan time)
    {
        using ActorSystem system = ActorSystem.Create("bench");
        foreach ((string island, int cpu, Segment segment) in parts)
        {
            system.CreateIsland(new IslandOptions { Id = island, Policy = WaitPolicy.Busy, Cpu = cpu });
            system.ActorOf(segment.ToProps().WithDispatcher(island), island);
        }

        Task.WhenAll(parts.Select(part => part.Segment.Started)).Wait();
        Thread.Sleep(warmUp);
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        ulong before = packets();
        long start = Stopwatch.GetTimestamp();
        Thread.Sleep(time);
        ulong after = packets();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        system.Terminate().Wait();
        foreach ((_, _, Segment segment) in parts)
        {
            segment.Dispose();
        }

        return new BenchRun((long)(after - before), elapsed, allocated);
    }
}
