using NfvRuntime.Guests.Protocol;
using NfvRuntime.Guests.Protocol.Framing;

namespace NfvRuntime.Guests.Tests.Protocol;

public sealed class FrameTests
{
    private readonly int _seed = Random.Shared.Next();

    [Fact]
    public void Frames_come_out_however_the_stream_is_cut()
    {
        var random = new Random(_seed);
        byte[][] bodies = [.. Enumerable.Range(0, 300).Select(_ => Bytes(random, random.Next(10) == 0 ? random.Next(100_000) : random.Next(100)))];
        byte[] stream = [.. bodies.SelectMany(body => Frame(body))];
        for (int most = 1; most < 300_000; most *= 7)
        {
            var decoder = new FrameDecoder { Limits = FrameLimits.Session };
            int sent = 0, taken = 0;
            while (sent < stream.Length)
            {
                Memory<byte> room = decoder.Room();
                int piece = Math.Min(Math.Min(room.Length, random.Next(1, most + 1)), stream.Length - sent);
                stream.AsMemory(sent, piece).CopyTo(room);
                decoder.Received(piece);
                sent += piece;
                while (decoder.TryTake(out Frame frame))
                {
                    Assert.True(frame.Body.Span.SequenceEqual(bodies[taken++]), $"seed {_seed}, pieces up to {most}");
                }
            }

            Assert.Equal(bodies.Length, taken);
            Assert.True(decoder.IsEmpty);
        }
    }

    [Fact]
    public void The_header_has_eight_bytes() =>
        Assert.Equal("4e46010300000002aabb", Convert.ToHexStringLower(Frame([0xaa, 0xbb], descriptors: 3, opens: true)));

    [Theory]
    [InlineData("4e47000000000000", ErrorCodes.Malformed), InlineData("0000000000000000", ErrorCodes.Malformed)]
    [InlineData("4e46020000000000", ErrorCodes.Malformed), InlineData("4e46ff0000000000", ErrorCodes.Malformed)]
    [InlineData("4e46004100000000", ErrorCodes.Descriptors), InlineData("4e4600ff00000000", ErrorCodes.Descriptors)]
    [InlineData("4e46000000100001", ErrorCodes.TooLarge), InlineData("4e460000ffffffff", ErrorCodes.TooLarge)]
    public void A_header_that_is_none_or_beyond_the_limits_is_refused_before_its_body_comes(string hex, string code)
    {
        var decoder = new FrameDecoder { Limits = FrameLimits.Session };
        Convert.FromHexString(hex).CopyTo(decoder.Room());
        decoder.Received(8);
        Assert.Equal(code, Assert.Throws<ProtocolException>(() => decoder.TryTake(out _)).Code);
    }

    [Fact]
    public void A_stranger_may_send_four_kilobytes_and_no_descriptor()
    {
        var decoder = new FrameDecoder();
        Convert.FromHexString("4e46010000001001").CopyTo(decoder.Room());
        decoder.Received(8);
        Assert.Equal(ErrorCodes.TooLarge, Assert.Throws<ProtocolException>(() => decoder.TryTake(out _)).Code);
        decoder = new FrameDecoder();
        Convert.FromHexString("4e46010100000001").CopyTo(decoder.Room());
        decoder.Received(8);
        Assert.Equal(ErrorCodes.Descriptors, Assert.Throws<ProtocolException>(() => decoder.TryTake(out _)).Code);
    }

    [Fact]
    public void Memory_grows_with_what_came_not_with_what_is_claimed()
    {
        void Claim()
        {
            var decoder = new FrameDecoder { Limits = FrameLimits.Session };
            Convert.FromHexString("4e46000000100000").CopyTo(decoder.Room()); // 1 MiB
            decoder.Received(8);
            for (int i = 0; i < 100; i++)
            {
                Assert.False(decoder.TryTake(out _));
                decoder.Room();
                decoder.Received(10);
            }
        }

        Claim();
        Assert.InRange(Allocation.Least(Claim), 0, 16_384);
    }

    private static byte[] Frame(byte[] body, int descriptors = 0, bool opens = false)
    {
        byte[] frame = new byte[FrameHeader.Size + body.Length];
        new FrameHeader(opens, descriptors, body.Length).Write(frame);
        body.CopyTo(frame, FrameHeader.Size);
        return frame;
    }

    private static byte[] Bytes(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
