using System.Globalization;

namespace NfvRuntime.Litmus;

/// <summary>What the command line asks for.</summary>
internal sealed record LitmusOptions
{
    public const string Usage = """
        Usage: NfvRuntime.Litmus [--threads] [--processes] [--rounds N] [--seed N] [--subject fenced|unfenced] [--control unfenced|fenced]

        Proves that the kick protocol of the CSB loses no wake-up.
          --threads, --processes   run two threads, two processes, or (neither given) one after the other
          --rounds N               rounds of the protocol for each of the two, default 10000000
          --seed N                 seed of the random delays, default taken from the clock and printed
          --subject unfenced       judge the known-bad copy instead of the protocol, to see a violation found
          --control fenced         use the protocol as its own control, to see an inconclusive run

        Exit status: 0 the protocol holds, 1 it is violated, 2 inconclusive, 64 wrong usage.
        """;

    public bool Threads { get; init; }

    public bool Processes { get; init; }

    public long Rounds { get; init; } = 10_000_000;

    public ulong Seed { get; init; } = (ulong)Environment.TickCount64;

    public bool SubjectFenced { get; init; } = true;

    public bool ControlFenced { get; init; }

    /// <summary>Set in the second process only: the shared memory as the first one holds it.</summary>
    public string? PeerMemory { get; init; }

    /// <summary>Reads the command line; null if it is wrong.</summary>
    public static LitmusOptions? Parse(ReadOnlySpan<string> arguments)
    {
        LitmusOptions options = new();
        for (int i = 0; i < arguments.Length; i++)
        {
            string value = i + 1 < arguments.Length ? arguments[i + 1] : "";
            LitmusOptions? next = (arguments[i], value) switch
            {
                ("--threads", _) => options with { Threads = true },
                ("--processes", _) => options with { Processes = true },
                ("--rounds", _) when long.TryParse(value, NumberStyles.None, null, out long n) && n > 0 => options with { Rounds = n },
                ("--seed", _) when ulong.TryParse(value, NumberStyles.None, null, out ulong n) => options with { Seed = n },
                ("--subject", "fenced" or "unfenced") => options with { SubjectFenced = value == "fenced" },
                ("--control", "fenced" or "unfenced") => options with { ControlFenced = value == "fenced" },
                ("--peer-memory", { Length: > 0 }) => options with { PeerMemory = value },
                _ => null,
            };
            if (next is null)
            {
                return null;
            }

            options = next;
            i += arguments[i] is "--threads" or "--processes" ? 0 : 1;
        }

        bool neither = !options.Threads && !options.Processes;
        return options with { Threads = options.Threads || neither, Processes = options.Processes || neither };
    }

    /// <summary>The command line of the second process.</summary>
    public IEnumerable<string> ForPeer(string memory) =>
    [
        "--processes", "--rounds", $"{Rounds}", "--seed", $"{Seed}", "--subject", SubjectFenced ? "fenced" : "unfenced",
        "--control", ControlFenced ? "fenced" : "unfenced", "--peer-memory", memory,
    ];
}
