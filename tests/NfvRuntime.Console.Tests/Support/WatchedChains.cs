namespace NfvRuntime.WebConsole.Tests.Support;

/// <summary>Chains to watch.</summary>
internal static class WatchedChains
{
    /// <summary>Runs without end and has something of everything: a denied part, a branch, a counter, a mirror.</summary>
    public const string Endless =
        """
        chain: watched
        ports:
          in: { open: "gen:", rate: 5k, flows: 10, protocol: tcp, ports: 80-89 }
          out: { open: "pcap:out.pcap" }
        stages:
          fw: { kind: firewall, default: drop, rules: [ { allow: tcp, from-ports: 1-65535, ports: [80, 81, 82, 83, 84] } ] }
          seen: { kind: counter }
          audit: { kind: mirror, file: denied.pcap }
        paths:
          main: in -> fw -> seen -> out
          no: fw [denied] -> audit -> drop
        """;

    /// <summary>Fails often for twenty seconds, and then its input has ended.</summary>
    public const string Failing =
        """
        chain: failing
        ports:
          in: { open: "gen:", rate: 2k, count: 40k }
          out: { open: "pcap:out.pcap" }
        stages:
          bad: { kind: fault, every: 10, restarts: unlimited }
        paths:
          main: in -> bad -> out
        """;

    /// <summary>Its file takes nothing: the device behaves as a full disk.</summary>
    public const string FullDisk =
        """
        chain: full
        ports:
          in: { open: "gen:", rate: 5k, count: 50k, sizes: 1514 }
          out: { open: "pcap:/dev/full" }
        paths:
          main: in -> out
        """;

    /// <summary>A stage that fails at every packet, and soon goes out of service.</summary>
    /// <param name="faults">What is done about it, as in a chain file.</param>
    public static string Falling(string faults) =>
        $$"""
        chain: falling
        ports:
          in: { open: "gen:", rate: 5k }
          out: { open: "pcap:out.pcap" }
        stages:
          bad: { kind: fault, every: 1, {{faults}} }
        paths:
          main: in -> bad -> out
        """;

    /// <summary>A stage that does not return from its hundredth packet, for some seconds.</summary>
    public const string Hanging =
        """
        chain: hanging
        ports:
          in: { open: "gen:", rate: 5k }
          out: { open: "pcap:out.pcap" }
        stages:
          bad: { kind: fault, every-packets: 100, mode: hang, for: 9s, times: 1 }
        paths:
          main: in -> bad -> out
        options: { watchdog: 5s }
        """;
}
