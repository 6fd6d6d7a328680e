using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace NfvRuntime.Cli.Bench.Live;

/// <summary>Two network stacks and the interfaces by which they are to reach each other.</summary>
/// <param name="Left">Namespace of the sender.</param>
/// <param name="Right">Namespace of the receiver.</param>
/// <param name="Device">The sender's interface.</param>
/// <param name="FarDevice">The receiver's interface.</param>
/// <param name="FarAddress">The receiver's IPv4 address.</param>
internal sealed record LivePath(string Left, string Right, string Device, string FarDevice, string FarAddress)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Until the two reach each other.</summary>
    public async Task WaitUntilUpAsync(CancellationToken cancel)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience;)
        {
            cancel.ThrowIfCancellationRequested();
            if (Programs.Try($"ip netns exec {Left} ping -c 1 -W 1 {FarAddress}").Exit == 0)
            {
                return;
            }

            await Task.Delay(50, cancel);
        }

        throw new LiveBenchException($"{FarAddress} cannot be reached from {Device}");
    }

    /// <summary>10^9 bits a second of one TCP connection, as its receiver counts them; the first second, of cold code, does not count.</summary>
    public async Task<double> MeasureTcpAsync(TimeSpan time, CancellationToken cancel)
    {
        using Process server = Programs.Start($"ip netns exec {Right} iperf3 -s -B {FarAddress}");
        try
        {
            string said = "";
            for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience;)
            {
                string seconds = time.TotalSeconds.ToString(CultureInfo.InvariantCulture);
                (int exit, said) = await Programs.TryAsync($"ip netns exec {Left} iperf3 -c {FarAddress} -O 1 -t {seconds} -J", cancel);
                if (exit == 0 && ReceivedOf(said) is { } bits)
                {
                    return bits / 1e9;
                }

                await Task.Delay(50, cancel); // it does not listen yet
            }

            throw new LiveBenchException($"iperf3 failed: {said.ReplaceLineEndings(" ")}");
        }
        finally
        {
            Programs.Stop(server);
        }
    }

    /// <summary>Millions of small packets a second that arrive while a sender sends as fast as it can.</summary>
    public async Task<double> MeasureSmallAsync(TimeSpan time, CancellationToken cancel)
    {
        using var received = new DeviceCounter(Right, FarDevice);
        using var sender = new SmallFrames(Left, Device, AddressOf(Right, FarDevice));
        await Task.Delay(300, cancel);
        long before = received.Read(), start = Stopwatch.GetTimestamp();
        await Task.Delay(time, cancel);
        long after = received.Read();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        sender.Stop();
        return (after - before) / seconds / 1e6;
    }

    /// <summary>Null if iperf3 reports an error instead; in JSON it does so with an exit status of 0.</summary>
    private static double? ReceivedOf(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty("end", out JsonElement end) && end.TryGetProperty("sum_received", out JsonElement received)
            ? received.GetProperty("bits_per_second").GetDouble()
            : null;
    }

    private static byte[] AddressOf(string space, string device)
    {
        using JsonDocument shown = JsonDocument.Parse(Programs.Run($"ip -n {space} -j link show dev {device}"));
        return Convert.FromHexString(shown.RootElement[0].GetProperty("address").GetString()!.Replace(":", "", StringComparison.Ordinal));
    }
}
