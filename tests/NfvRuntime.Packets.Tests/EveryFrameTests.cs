namespace NfvRuntime.Packets.Tests;

/// <summary>What must hold for any bytes whatever: cut, mutated or random.</summary>
public unsafe class EveryFrameTests
{
    [Fact]
    public void Every_prefix_of_every_frame_parses_or_gives_a_reason_and_nothing_outside_is_read()
    {
        using var memory = new GuardedMemory();
        foreach (var (kind, frame) in Frames.All)
        {
            for (var length = 0; length <= frame.Length; length++)
            {
                var cut = frame.AsSpan(0, length);
                var at = memory.Place(cut);
                var found = HeaderParser.Parse(at, length, length);
                Assert.True(found.IsParsed);
                Assert.Equal(found.IsMalformed, found.Error != PacketError.None);
                Assert.True(ViewOracle.Read(new Span<byte>(at, length)) == ViewOracle.Of(found), $"{kind} cut to {length}: {found}");
                FlowHash.Compute(at, found);
                FlowKey.TryRead(new Span<byte>(at, length), found, out _);

                // As the first piece of a longer frame, only headers can be missing: what is found is where it is in the whole.
                var first = HeaderParser.Parse(at, length, frame.Length);
                Assert.True(first.IsMalformed || first.LayerFour == HeaderParser.Parse(frame).LayerFour);
                FlowHash.Compute(at, first);
            }

            Assert.Equal(PacketError.None, HeaderParser.Parse(frame).Error);
        }
    }

    [Fact]
    public void Parser_and_views_agree_on_a_million_mutated_frames()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        using var memory = new GuardedMemory();
        var seeds = Frames.All.Values.ToArray();
        var frame = new byte[2048];
        var malformed = 0;
        for (var round = 0; round < 1_000_000; round++)
        {
            var length = Mutate(random, seeds[random.Next(seeds.Length)], frame);
            var at = memory.Place(frame.AsSpan(0, length));
            var found = HeaderParser.Parse(at, length, length);
            malformed += found.IsMalformed ? 1 : 0;
            if (ViewOracle.Read(new Span<byte>(at, length)) != ViewOracle.Of(found))
            {
                Assert.Fail($"seed {seed}, round {round}: {found} for {Convert.ToHexString(frame, 0, length)}");
            }

            FlowHash.Compute(at, found);
            FlowKey.TryRead(new Span<byte>(at, length), found, out _);
            ReadAll(new Span<byte>(at, length), found);
        }

        Assert.InRange(malformed, 100_000, 900_000);
    }

    [Fact]
    public void Stale_or_invented_offsets_never_lead_a_span_reader_outside()
    {
        var random = new Random(5);
        var frame = Frames.All["ipv4 udp"];
        for (var round = 0; round < 100_000; round++)
        {
            var offsets = new HeaderOffsets((ulong)random.NextInt64());
            FlowKey.TryRead(frame.AsSpan(0, random.Next(frame.Length + 1)), offsets, out _);
            FlowHash.Compute(frame.AsSpan(0, random.Next(frame.Length + 1)), offsets);
        }
    }

    private static int Mutate(Random random, byte[] seed, byte[] frame)
    {
        seed.CopyTo(frame, 0);
        var length = seed.Length;
        for (var changes = random.Next(4); changes > 0; changes--)
        {
            switch (random.Next(4))
            {
                case 0:
                    length = random.Next(length + 1);
                    break;
                case 1:
                    length = Math.Min(frame.Length, length + random.Next(64));
                    break;
                case 2 when length > 0:
                    // Header bytes are where the decisions are.
                    frame[random.Next(Math.Min(length, 80))] = (byte)random.Next(256);
                    break;
                default:
                    frame[random.Next(12, 24)] = (byte)(1 << random.Next(8));
                    break;
            }
        }

        return length;
    }

    private static void ReadAll(Span<byte> frame, HeaderOffsets found)
    {
        if (found.IsMalformed || found.LayerFour == 0)
        {
            return;
        }

        if (Ipv4View.TryParse(frame[found.LayerThree..], out var ip, out _))
        {
            var options = ip.Options;
            while (options.MoveNext())
            {
            }
        }

        if (found.Protocol == IpProtocol.Tcp && TcpView.TryParse(frame[found.LayerFour..], out var tcp, out _))
        {
            var options = tcp.Options;
            while (options.MoveNext())
            {
            }
        }
    }
}
