using System.Buffers.Binary;

namespace NfvRuntime.Netmap.Tests.Ptnet;

public sealed class PtnetConfigurationTests
{
    private static readonly PtnetConfiguration Sound = new()
    {
        Name = "p{1",
        Version = 7,
        MemId = 3,
        RegionGeneration = 2,
        RegionBytes = 1 << 20,
        Offered = PtnetFeatures.VnetHeader | PtnetFeatures.ResetEpochs,
        Required = PtnetFeatures.ResetEpochs,
        HeaderLength = 12,
        Headroom = 128,
        Mac = 0x0200_0000_00AB,
        IfOffset = 4096,
        ExtraHead = 77,
        ExtraCount = 5,
        Rings = [new(8192, 1024, 4, true), new(16384, 512, 5, false)],
    };

    [Fact]
    public void A_record_reads_back_as_it_was_written()
    {
        byte[] bytes = Sound.ToBytes();
        Assert.Equal(PtnetConfiguration.FixedBytes + (2 * PtnetConfiguration.RingBytes), bytes.Length);
        PtnetConfiguration read = PtnetConfiguration.Parse(bytes);
        Assert.Equal(Sound with { Rings = read.Rings }, read);
        Assert.Equal(Sound.Rings, read.Rings);
        Assert.Equal((1, 1), (read.TxRings, read.RxRings));
        Assert.Equal([2, 0, 0, 0, 0, 0xAB], bytes.AsSpan(48, 6).ToArray());
        Assert.Equal("PTNC"u8.ToArray(), bytes.AsSpan(0, 4).ToArray());
    }

    [Theory]
    [InlineData(0, 1u, "PTNC")]
    [InlineData(4, 2u, "version 2")]
    [InlineData(8, 5u, "5 are stated")]
    [InlineData(16, 0u, "region 0")]
    [InlineData(20, 0u, "generation 0")]
    [InlineData(36, 0x102u, "0x100")]
    [InlineData(36, 4u, "requires BackToBack")]
    [InlineData(40, 11u, "11 bytes")]
    [InlineData(44, 70000u, "headroom")]
    [InlineData(56, 0u, "0 tx and 0 rx")]
    [InlineData(56, 0xFFFFFFFFu, "65535 tx")]
    [InlineData(60, 1u, "reserved")]
    [InlineData(68, 1u, "interface object")]
    [InlineData(72, 0u, "extra buffers")]
    [InlineData(80, 0u, "name is empty")]
    [InlineData(88, 65u, "follows its end")]
    [InlineData(132, 1u, "outside of the region")]
    [InlineData(160, 8192u, "another ring's")]
    [InlineData(136, 1u, "1 slots")]
    [InlineData(172, 4u, "CSB entry 4")]
    [InlineData(144, 0u, "wrong direction")]
    [InlineData(144, 3u, "host's half")]
    [InlineData(144, 5u, "unknown flags")]
    [InlineData(152, 1u, "reserved")]
    public void A_record_that_contradicts_itself_is_refused_with_its_place(int at, uint value, string reason)
    {
        byte[] bytes = Sound.ToBytes();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), value);
        if (at == 4)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(6), PtnetConfiguration.FixedBytes);
        }

        PtnetException refusal = Assert.Throws<PtnetException>(() => PtnetConfiguration.Parse(bytes));
        Assert.StartsWith("configuration record, byte ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_cut_of_a_record_is_refused()
    {
        byte[] bytes = Sound.ToBytes();
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<PtnetException>(() => PtnetConfiguration.Parse(bytes.AsSpan(0, length)));
        }

        Assert.Throws<PtnetException>(() => PtnetConfiguration.Parse([.. bytes, 0]));
    }

    [Fact]
    public void Random_changes_are_read_or_refused_and_nothing_else()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        byte[] sound = Sound.ToBytes();
        int refused = 0;
        for (int i = 0; i < 100_000; i++)
        {
            byte[] bytes = sound[..random.Next(sound.Length - 8, sound.Length + 1)];
            for (int changes = random.Next(1, 5); changes > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                PtnetConfiguration read = PtnetConfiguration.Parse(bytes);
                Assert.Equal(2, read.Rings.Count);
            }
            catch (PtnetException)
            {
                refused++;
            }
        }

        Assert.True(refused > 50_000, $"seed {seed}");
    }

    [Fact]
    public void Operations_have_names_for_messages()
    {
        foreach (PtnetOperation operation in Enum.GetValues<PtnetOperation>())
        {
            Assert.Equal(operation, PtnetRequest.OperationOf(new PtnetRequest(operation).Name));
        }

        Assert.Null(PtnetRequest.OperationOf("reboot"));
        Assert.Null(PtnetRequest.OperationOf(""));
        Assert.Equal("", new PtnetRequest((PtnetOperation)99).Name);
    }
}
