using NfvRuntime.Guests.Protocol;
using NfvRuntime.Guests.Protocol.Framing;

namespace NfvRuntime.Guests.Tests.Protocol;

/// <summary>
/// A million frames that nobody meant (NFV_AGENT_FRAMES for another number): one documented exception, bounded memory, no hang.
/// </summary>
public sealed class FuzzTests
{
    private static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("NFV_AGENT_FRAMES") ?? "1000000");

    private readonly int _seed = Random.Shared.Next();

    [Fact]
    public void Frames_that_are_changed_cut_or_random_give_only_the_documented_exception_and_little_garbage()
    {
        var random = new Random(_seed);
        byte[][] good = [.. Enumerable.Range(0, 8).SelectMany(i => new Samples(new Random(_seed + i)).All()).Select(body => Frames.Frame(body))];
        FrameDecoder decoder = New();
        byte[] noise = new byte[200_000];
        int read = 0, refused = 0;
        long bytes = 0, worst = 0;
        for (int i = 0; i < Count; i++)
        {
            int length = Noise(random, good, noise);
            bytes += length;
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Feed(decoder, noise.AsSpan(0, length));
                while (decoder.TryTake(out Frame frame))
                {
                    Frames.Decode(frame.Body);
                    read++;
                }
            }
            catch (ProtocolException)
            {
                refused++;
                decoder = New();
            }
            catch (Exception error)
            {
                Assert.Fail($"seed {_seed}, frame {i}, {Convert.ToHexStringLower(noise.AsSpan(0, length))}: {error}");
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            worst = Math.Max(worst, allocated - (100L * length));
        }

        // Both happen; a value of one byte becomes an entry of a list or dictionary, which doubles as it grows.
        Assert.InRange(read, Count / 20, Count);
        Assert.InRange(refused, Count / 20, Count);
        Assert.True(worst < 64 << 10, $"seed {_seed}: {worst} bytes beyond a hundred for each byte read");
    }

    /// <summary>The worst that one frame of the greatest length can do.</summary>
    [Theory]
    [InlineData(0x80), InlineData(0xc0), InlineData(0x90), InlineData(0x01)]
    public void A_frame_of_a_million_elements_costs_next_to_nothing(byte element)
    {
        int count = FrameLimits.Session.MaxBody - 40;
        byte[] body =
        [
            0x95, 0x01, 0x01, 0xa8, .. "describe"u8, 0x82, 0xa5, .. "ports"u8, 0xdd,
            (byte)(count >> 24), (byte)(count >> 16), (byte)(count >> 8), (byte)count, .. Enumerable.Repeat(element, count), 0xa1, 0x78, 0x01, 0xc0,
        ];
        void Read() => Assert.Equal("ports", Assert.Throws<ProtocolException>(() => Frames.Decode(body)).Field);
        Read();
        Assert.InRange(Allocation.Least(Read), 0, 64 << 10);
    }

    private static FrameDecoder New() => new() { Limits = FrameLimits.Session };

    private static void Feed(FrameDecoder decoder, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            Span<byte> room = decoder.Room().Span;
            int piece = Math.Min(room.Length, bytes.Length);
            bytes[..piece].CopyTo(room);
            decoder.Received(piece);
            bytes = bytes[piece..];
        }
    }

    private static int Noise(Random random, byte[][] good, byte[] noise)
    {
        byte[] from = good[random.Next(good.Length)];
        from.CopyTo(noise, 0);
        int length = from.Length;
        switch (random.Next(8))
        {
            case 0: // noise in a frame's clothes
                length = FrameHeader.Size + random.Next(64);
                random.NextBytes(noise.AsSpan(FrameHeader.Size, length - FrameHeader.Size));
                break;
            case 1: // noise
                length = random.Next(1, 64);
                random.NextBytes(noise.AsSpan(0, length));
                return length;
            case 2: // cut short
                length = random.Next(FrameHeader.Size, length + 1);
                break;
            case 3: // part of it given twice
                int start = random.Next(FrameHeader.Size, length), size = random.Next(length - start);
                noise.AsSpan(start, length - start).ToArray().CopyTo(noise, start + size);
                length += size;
                break;
            case 4: // the end of another one
                byte[] other = good[random.Next(good.Length)];
                int keep = random.Next(FrameHeader.Size, length), take = random.Next(other.Length - FrameHeader.Size);
                other.AsSpan(other.Length - take).CopyTo(noise.AsSpan(keep));
                length = keep + take;
                break;
            case 5: // a length or count that lies
                noise[random.Next(FrameHeader.Size, length)] = (byte)random.Next(0xc0, 0xe0);
                break;
            default:
                for (int i = random.Next(4); i > 0; i--)
                {
                    noise[random.Next(FrameHeader.Size, length)] = (byte)random.Next(256);
                }

                break;
        }

        new FrameHeader(false, 0, length - FrameHeader.Size).Write(noise);
        return length;
    }
}
