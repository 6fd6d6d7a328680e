using System.Runtime.InteropServices;
using NfvRuntime.Chains;
using NfvRuntime.Cli.Kinds;
using NfvRuntime.Counters;
using NfvRuntime.Guests;
using NfvRuntime.Runtime;
using NfvRuntime.Stages;

namespace NfvRuntime.Cli.Bench.Guests;

/// <summary>A chain whose stages run in guests, as <c>nfv run</c> runs it, and what can be seen of it from outside.</summary>
internal sealed partial class GuestChain : IAsyncDisposable
{
    private const int Stop = 19;
    private const int Continue = 18;

    private static int _started;

    private readonly ChainRuntime _runtime;

    private GuestChain(ChainRuntime runtime) => _runtime = runtime;

    /// <summary>Threads that touch packets, in all processes.</summary>
    public int Islands => _runtime.Plan.Placement.Islands.Count;

    public static async Task<GuestChain> StartAsync(string text, string folder)
    {
        // The name of the file tells chains that run at a time apart, and so their agents.
        string file = Path.Combine(folder, $"bench-{Interlocked.Increment(ref _started)}.yaml");
        ChainResult read = ChainFile.Parse(text, file, StageCatalogue.BuiltIn, PortKinds.All);
        ChainPlan plan = read.Plan ?? throw new GuestBenchException(string.Join('\n', read.Diagnostics));
        try
        {
            return new GuestChain(await ChainRuntime.StartAsync(plan, static _ => { }, GuestKinds.All));
        }
        catch (ChainStartException e)
        {
            throw new GuestBenchException(e.Message);
        }
    }

    /// <summary>What has happened so far.</summary>
    public GuestReading Read()
    {
        ulong packets = 0, kicks = 0;
        foreach (CounterReading reading in _runtime.Guests.SelectMany(guest => guest.Totals.Read()).Concat(_runtime.Counters.Read()))
        {
            if (reading.Metric.Name == Catalogue.RingKicksSent.Name)
            {
                kicks += reading.Value;
            }
            else if (reading.Metric.Name == Catalogue.RingPackets.Name && reading.Label(LabelKeys.Port) == GuestLine.Sink)
            {
                packets += reading.Value;
            }
        }

        return new GuestReading(packets, kicks, GuestCpu(), GuestCpu() + CpuClock.Of(Environment.ProcessId));
    }

    /// <summary>Makes the guests stand still until what this gives is disposed of.</summary>
    public IDisposable Pause()
    {
        Signal(Stop);
        return new Pausing(this);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _runtime.DisposeAsync();

    private TimeSpan GuestCpu() =>
        _runtime.Guests.Aggregate(TimeSpan.Zero, static (sum, guest) => sum + CpuClock.Of(guest.Status.ProcessId));

    private void Signal(int signal)
    {
        foreach (GuestMember guest in _runtime.Guests)
        {
            _ = Kill(guest.Status.ProcessId, signal);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    private sealed class Pausing(GuestChain chain) : IDisposable
    {
        public void Dispose() => chain.Signal(Continue);
    }
}
