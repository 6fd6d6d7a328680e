using System.Buffers.Binary;

namespace NfvRuntime.Packets.Tests;

public class InternetChecksumTests
{
    [Fact]
    public void Gives_the_sum_of_the_example_in_rfc_1071()
    {
        Assert.Equal(0x220D, InternetChecksum.Compute(Frames.Hex("0001 f203 f4f5 f6f7")));
    }

    [Fact]
    public void Gives_the_checksum_of_a_known_ipv4_header()
    {
        Assert.Equal(0xB861, InternetChecksum.Compute(Frames.Hex("4500 0073 0000 4000 4011 0000 c0a8 0001 c0a8 00c7")));
        Assert.Equal(0, InternetChecksum.Compute(Frames.Hex("4500 0073 0000 4000 4011 b861 c0a8 0001 c0a8 00c7")));
    }

    [Fact]
    public void Update_gives_the_result_of_the_example_in_rfc_1624()
    {
        Assert.Equal(0x0000, InternetChecksum.Update(0xDD2F, (ushort)0x5555, (ushort)0x3285));
    }

    [Fact]
    public void Agrees_with_the_scalar_reference_for_every_length_and_alignment()
    {
        var random = new Random(1071);
        var data = new byte[700];
        random.NextBytes(data);
        for (var length = 0; length <= 600; length++)
        {
            for (var start = 0; start < 9; start++)
            {
                var span = data.AsSpan(start, length);
                Assert.Equal(ScalarChecksum.Compute(span), InternetChecksum.Compute(span));
            }
        }
    }

    [Fact]
    public void Agrees_with_the_scalar_reference_where_every_word_carries()
    {
        var data = new byte[65535];
        Array.Fill(data, (byte)0xFF);
        Assert.Equal(ScalarChecksum.Compute(data), InternetChecksum.Compute(data));
        Assert.Equal(0xFFFF, InternetChecksum.Compute(new byte[1000]));
    }

    [Fact]
    public void Partial_sums_join_at_even_offsets()
    {
        var data = Frames.Bytes(301);
        for (var cut = 0; cut <= data.Length; cut += 2)
        {
            Assert.Equal(ScalarChecksum.Compute(data), InternetChecksum.Compute(data.AsSpan(cut), InternetChecksum.Sum(data.AsSpan(0, cut))));
        }
    }

    [Fact]
    public void Incremental_update_gives_what_a_full_sum_gives()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var data = new byte[64];
        for (var round = 0; round < 100_000; round++)
        {
            random.NextBytes(data);
            data[0] |= 1; // a sum of nothing but zeros has two representations
            var checksum = ScalarChecksum.Compute(data);
            var at = 4 + (2 * random.Next(22));
            var (old16, old32, old128) = Words(data.AsSpan(at));
            ushort updated;
            switch (round % 3)
            {
                case 0:
                    var new16 = round % 5 == 0 ? (ushort)(random.Next(2) * 0xFFFF) : (ushort)random.Next();
                    BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(at), new16);
                    updated = InternetChecksum.Update(checksum, old16, new16);
                    break;
                case 1:
                    var new32 = (uint)random.NextInt64();
                    BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(at), new32);
                    updated = InternetChecksum.Update(checksum, old32, new32);
                    break;
                default:
                    var new128 = new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64());
                    BinaryPrimitives.WriteUInt128BigEndian(data.AsSpan(at), new128);
                    updated = InternetChecksum.Update(checksum, old128, new128);
                    break;
            }

            Assert.True(ScalarChecksum.Compute(data) == updated, $"seed {seed}, round {round}");
        }
    }

    [Fact]
    public void Pseudo_headers_equal_their_bytes_summed()
    {
        var v4 = Frames.Join(Frames.Ip("192.168.255.254"), Frames.Ip("10.1.2.3"), [0, 17, 0x12, 0x34]);
        Assert.Equal(ScalarChecksum.Compute(v4), InternetChecksum.Finish(PseudoHeader.Ipv4(0xC0A8FFFE, 0x0A010203, 17, 0x1234)));

        var from = Frames.Ip("2001:db8::ffff:1");
        var to = Frames.Ip("fe80::ffff:ffff:ffff:fffe");
        var v6 = Frames.Join(from, to, [0, 1, 0x23, 0x45, 0, 0, 0, 58]);
        var sum = PseudoHeader.Ipv6(BinaryPrimitives.ReadUInt128BigEndian(from), BinaryPrimitives.ReadUInt128BigEndian(to), 58, 0x12345);
        Assert.Equal(ScalarChecksum.Compute(v6), InternetChecksum.Finish(sum));
    }

    private static (ushort, uint, UInt128) Words(ReadOnlySpan<byte> at) =>
        (BinaryPrimitives.ReadUInt16BigEndian(at), BinaryPrimitives.ReadUInt32BigEndian(at), BinaryPrimitives.ReadUInt128BigEndian(at));
}
