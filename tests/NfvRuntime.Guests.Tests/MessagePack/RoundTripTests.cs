namespace NfvRuntime.Guests.Tests.MessagePack;

public sealed class RoundTripTests
{
    private readonly int _seed = Random.Shared.Next();

    [Fact]
    public void What_is_written_is_read_whole_and_in_pieces()
    {
        var random = new Random(_seed);
        for (int round = 0; round < 150; round++)
        {
            object? value = ValueTree.Random(random);
            byte[] bytes = Pack.Bytes((ref MessagePackWriter w) => ValueTree.Write(ref w, value));
            var whole = new MessagePackReader(bytes);
            Assert.True(ValueTree.Tell(value) == ValueTree.Tell(ValueTree.Read(ref whole)), $"seed {_seed}, round {round}");
            Assert.True(whole.End);
            if (bytes.Length < 2_000)
            {
                var pieces = new MessagePackReader(Pack.InPieces(bytes));
                Assert.True(ValueTree.Tell(value) == ValueTree.Tell(ValueTree.Read(ref pieces)), $"seed {_seed}, round {round}, in pieces");
            }

            var skipping = new MessagePackReader(bytes);
            skipping.Skip();
            Assert.True(skipping.End, $"seed {_seed}, round {round}, skipped");
        }
    }

    [Fact]
    public void Every_beginning_of_a_value_lacks_something()
    {
        var random = new Random(_seed);
        for (int round = 0; round < 150; round++)
        {
            byte[] bytes = Pack.Bytes((ref MessagePackWriter w) => ValueTree.Write(ref w, ValueTree.Random(random, depth: 2)));
            for (int length = 0; length < Math.Min(bytes.Length, 400); length++)
            {
                var cut = bytes.AsMemory(0, length);
                Assert.Throws<EndOfStreamException>(() => new MessagePackReader(cut).Skip());
            }
        }
    }

    [Fact]
    public void Noise_gives_only_the_documented_exceptions_and_little_garbage()
    {
        var random = new Random(_seed);
        byte[] good = Pack.Bytes((ref MessagePackWriter w) => ValueTree.Write(ref w, ValueTree.Random(random)));
        int wrong = 0;
        long before = GC.GetAllocatedBytesForCurrentThread(), read = 0;
        for (int round = 0; round < 100_000; round++)
        {
            byte[] noise = Noise(random, ref good);
            read += noise.Length;
            try
            {
                var reader = new MessagePackReader(noise);
                _ = ValueTree.Read(ref reader);
            }
            catch (Exception error) when (error is MessagePackSerializationException or EndOfStreamException or OverflowException
                or InsufficientExecutionStackException)
            {
                wrong++;
            }
            catch (Exception error)
            {
                Assert.Fail($"seed {_seed}, round {round}, {Convert.ToHexStringLower(noise)}: {error}");
            }
        }

        Assert.InRange(wrong, 1000, 99_999);

        // An array of n pairs takes n bytes and becomes 16 n; the rest is a constant for each value and exception.
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < (40 * read) + (100_000L * 10_000), $"seed {_seed}: {allocated} bytes for {read}");
    }

    private static byte[] Noise(Random random, ref byte[] good)
    {
        if (random.Next(50) == 0)
        {
            object? value = ValueTree.Random(random, depth: 2);
            good = Pack.Bytes((ref MessagePackWriter w) => ValueTree.Write(ref w, value));
        }

        byte[] noise = good.Length is > 0 and < 1000 && random.Next(3) > 0 ? good[..random.Next(1, good.Length + 1)] : new byte[random.Next(1, 60)];
        if (ReferenceEquals(noise, good) || noise.Length < 60)
        {
            random.NextBytes(noise.AsSpan(random.Next(noise.Length)));
        }

        for (int i = random.Next(4); i > 0; i--)
        {
            noise[random.Next(noise.Length)] = (byte)random.Next(256);
        }

        return noise;
    }
}
