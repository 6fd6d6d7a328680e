using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace NfvRuntime.Cli.Bench.Live;

/// <summary>
/// Three network namespaces: left and right with a network stack each, and between them one in which a bridge or a chain joins their cables.
/// All of it is under a name of its own and gone at the end; what an earlier process could not remove is removed at the start.
/// </summary>
internal sealed class LiveNetwork : IDisposable
{
    /// <summary>The stage of the chains.</summary>
    public const string StageKind = "counter";

    private const string Prefix = "nfvbench-";
    private readonly string _left = $"{Prefix}{Environment.ProcessId}-left";
    private readonly string _middle = $"{Prefix}{Environment.ProcessId}-middle";
    private readonly string _right = $"{Prefix}{Environment.ProcessId}-right";
    private readonly string _folder = Directory.CreateTempSubdirectory(Prefix).FullName;

    public LiveNetwork()
    {
        try
        {
            Array.ForEach(Leftovers(), static space => _ = Programs.Try($"ip netns del {space}"));
            foreach (string space in (string[])[_left, _middle, _right])
            {
                Programs.Run($"ip netns add {space}");
            }

            Programs.Run($"ip -n {_middle} link add bridge type bridge");
            TakeUp(_middle, "bridge");
            foreach ((string space, string end, string address) in ((string, string, string)[])[(_left, "left", "1"), (_right, "right", "2")])
            {
                Programs.Run($"ip -n {_middle} link add {end} type veth peer name eth0 netns {space}");
                TakeUp(_middle, end);
                Programs.Run($"ip -n {space} address add 10.88.1.{address}/24 dev eth0");
                TakeUp(space, "eth0");
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public LivePath PathOf(string target) => target == "tap"
        ? new LivePath(_left, _right, "tap-l", "tap-r", "10.88.2.2")
        : new LivePath(_left, _right, "eth0", "eth0", "10.88.1.2");

    /// <summary>A Linux bridge between the two cables, for as long as the result is not disposed.</summary>
    public IDisposable JoinByBridge()
    {
        Programs.Run($"ip -n {_middle} link set left master bridge");
        Programs.Run($"ip -n {_middle} link set right master bridge");
        return new Ending(() =>
        {
            _ = Programs.Try($"ip -n {_middle} link set left nomaster");
            _ = Programs.Try($"ip -n {_middle} link set right nomaster");
        });
    }

    /// <summary>This program, running a chain of one stage in a process of its own, for as long as the result is not disposed.</summary>
    /// <param name="target"><c>packet</c>, or <c>tap</c>: then the two stacks get the chain's devices instead of the cables.</param>
    public IDisposable JoinByChain(string target)
    {
        (string left, string right) = target == "tap" ? ("tap-l", "tap-r") : ("left", "right");
        string file = Path.Combine(_folder, $"{target}.yaml");
        File.WriteAllText(file, $$"""
            chain: bench
            ports:
              left:  { open: "{{target}}:{{left}}" }
              right: { open: "{{target}}:{{right}}" }
            stages:
              seen: { kind: {{StageKind}} }
            paths:
              there: left -> seen -> right
              back:  right -> seen -> left
            """);
        string host = Environment.ProcessPath!;
        string program = Path.GetFileNameWithoutExtension(host) == "dotnet" ? $"{host} exec {Assembly.GetExecutingAssembly().Location}" : host;
        Process chain = Programs.Start($"ip netns exec {_middle} {program} run {file} --json");
        _ = chain.StandardOutput.ReadToEndAsync();
        Task<string> said = chain.StandardError.ReadToEndAsync();
        try
        {
            if (target == "tap")
            {
                WaitForDevice(right, chain, said); // the one that the chain opens last
                GiveAway(left, _left, "10.88.2.1");
                GiveAway(right, _right, "10.88.2.2");
            }
        }
        catch
        {
            Programs.Stop(chain);
            throw;
        }

        return new Ending(() =>
        {
            Programs.Stop(chain);
            chain.Dispose();
        });
    }

    public void Dispose()
    {
        foreach (string space in (string[])[_left, _middle, _right])
        {
            _ = Programs.Try($"ip netns del {space}");
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Until the chain has made a device and taken it up, with which it is done with it.</summary>
    private void WaitForDevice(string device, Process chain, Task<string> said)
    {
        for (var clock = Stopwatch.StartNew(); !Programs.Try($"ip -n {_middle} link show dev {device} up").Said.Contains($" {device}:", StringComparison.Ordinal);)
        {
            if (chain.HasExited || clock.Elapsed > TimeSpan.FromSeconds(20))
            {
                throw new LiveBenchException($"the chain does not run: {(chain.HasExited ? said.Result.ReplaceLineEndings(" ") : $"there is no {device}")}");
            }

            Thread.Sleep(50);
        }
    }

    private void GiveAway(string device, string space, string address)
    {
        Programs.Run($"ip -n {_middle} link set {device} netns {space}");
        Programs.Run($"ip -n {space} address add {address}/24 dev {device}");
        TakeUp(space, device);
    }

    /// <summary>Up, and without the traffic that an IPv6 address of its own would make.</summary>
    private static void TakeUp(string space, string device) => Programs.Run($"ip -n {space} link set {device} addrgenmode none up");

    /// <summary>Network namespaces of measurements whose process is gone.</summary>
    public static string[] Leftovers() => [.. Programs.Run("ip netns list").Split('\n').Select(line => line.Split(' ')[0]).Where(IsLeftOver)];

    /// <summary>Removes one of them.</summary>
    /// <exception cref="LiveBenchException">It cannot be removed.</exception>
    public static void Remove(string space) => Programs.Run($"ip netns del {space}");

    private static bool IsLeftOver(string space) => space.StartsWith(Prefix, StringComparison.Ordinal)
        && int.TryParse(space[Prefix.Length..].Split('-')[0], CultureInfo.InvariantCulture, out int process)
        && !Directory.Exists($"/proc/{process}");

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
