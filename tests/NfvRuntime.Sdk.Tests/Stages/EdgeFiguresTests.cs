using NfvRuntime.Sdk.TestKit;

namespace NfvRuntime.Sdk.Tests.Stages;

/// <summary>What edges and stages count beside packets: bytes, blocked time, samples of working time.</summary>
public class EdgeFiguresTests
{
    private static readonly StageKind Resizing = StageKind.Define<object>(
        "resizing", "Pushes, strips, cuts, drops and splits.", _ => new object(), (stage, _) => new ResizingStage(stage),
        [new GateSpec("odd", "Odd packets.", DropReasons.GateUnconnected)]);

    [Theory]
    [InlineData(4711)]
    [InlineData(20261121)]
    public void Bytes_of_edges_are_the_bytes_of_the_frames_that_went_over_them(int seed)
    {
        var random = new Random(seed);
        var options = new StageHarnessOptions { Burst = 8, Reserve = 2, BufferSize = 512 };
        using var harness = StageHarness.Of(Resizing, "", options);
        byte[][] frames = [.. Enumerable.Range(0, 500).Select(_ => TestFrame(random))];

        harness.Send(frames);

        Assert.Equal(frames.Sum(frame => frame.Length), (long)harness.Stage.Counters.Bytes.Value);
        foreach (string gate in (string[])["", "odd"])
        {
            byte[][] taken = [.. harness.Take(gate)];
            Edge edge = harness.Stage.Outputs.Single(edge => edge.Name == EdgeName(harness, gate));
            Assert.NotEmpty(taken);
            Assert.True(taken.Sum(frame => frame.Length) == (long)edge.Bytes, $"seed {seed}, gate '{gate}': {edge.Bytes}");
        }
    }

    [Fact]
    public void An_edge_is_blocked_from_its_first_waiting_packet_until_there_is_room()
    {
        using var harness = StageHarness.Of(Resizing, "", new StageHarnessOptions { Burst = 4, Reserve = 1, Credits = 2 });
        Edge edge = harness.Stage.Outputs.Single(edge => edge.Name == EdgeName(harness, "odd"));
        harness.Hold("odd");
        harness.Send([.. Enumerable.Range(0, 40).Select(i => new byte[60 + (i % 2)])]);
        Assert.True(edge.Blocked.Holds);

        harness.Release("odd");

        Assert.False(edge.Blocked.Holds);
        Assert.True(Value(harness, "nfv.edge.blocked", edge.Name) > 0);
    }

    private static string EdgeName(StageHarness harness, string gate) =>
        harness.Stage.Outputs.Select(edge => edge.Name).Single(name => name.Contains("odd", StringComparison.Ordinal) == (gate == "odd"));

    private static ulong Value(StageHarness harness, string metric, string edge) =>
        harness.Counters.Read().Single(cell => cell.Metric.Name == metric && cell.Label("edge") == edge).Value;

    private static byte[] TestFrame(Random random)
    {
        var frame = new byte[random.Next(60, 1200)]; // up to four slots
        random.NextBytes(frame);
        return frame;
    }

    private sealed class ResizingStage(StageContext stage) : StageActor(stage)
    {
        private readonly Verdict _odd = stage.Gate("odd");
        private readonly Verdict _drop = stage.Drop(DropReasons.PathDrop);

        protected override void OnBurst(Burst burst)
        {
            for (int i = 0; i < burst.Count; i = burst.NextPacket(i))
            {
                int length = burst.PacketLength(i);
                byte first = burst.Data(i)[0];
                if (first % 5 == 1)
                {
                    burst.MoveStart(i, -4);
                }
                else if (first % 5 == 2)
                {
                    burst.MoveStart(i, 8);
                }
                else if (first % 5 == 3)
                {
                    burst.SetLength(i, burst.Length(i) - 1);
                }

                burst.Set(i, first % 7 == 6 ? _drop : length % 2 == 1 ? _odd : default);
            }
        }
    }
}
