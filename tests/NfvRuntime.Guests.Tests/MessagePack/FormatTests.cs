using System.Buffers;

namespace NfvRuntime.Guests.Tests.MessagePack;

/// <summary>The formats of the specification, byte by byte.</summary>
public sealed class FormatTests
{
    [Theory]
    [InlineData(0L, "00"), InlineData(127L, "7f"), InlineData(128L, "cc80"), InlineData(255L, "ccff")]
    [InlineData(256L, "cd0100"), InlineData(65535L, "cdffff"), InlineData(65536L, "ce00010000"), InlineData(4294967295L, "ceffffffff")]
    [InlineData(4294967296L, "cf0000000100000000"), InlineData(long.MaxValue, "cf7fffffffffffffff")]
    [InlineData(-1L, "ff"), InlineData(-32L, "e0"), InlineData(-33L, "d0df"), InlineData(-128L, "d080"), InlineData(-129L, "d1ff7f")]
    [InlineData(-32768L, "d18000"), InlineData(-32769L, "d2ffff7fff"), InlineData(-2147483648L, "d280000000")]
    [InlineData(-2147483649L, "d3ffffffff7fffffff"), InlineData(long.MinValue, "d38000000000000000")]
    public void An_integer_takes_its_shortest_form(long value, string hex)
    {
        Assert.Equal(hex, Pack.Hex((ref MessagePackWriter w) => w.Write(value)));
        Assert.Equal(hex.Length / 2, MessagePackWriter.GetEncodedLength(value));
        Assert.Equal(value, Pack.Reader(hex).ReadInt64());
    }

    [Fact]
    public void The_greatest_integer_needs_the_unsigned_form()
    {
        Assert.Equal("cfffffffffffffffff", Pack.Hex((ref MessagePackWriter w) => w.Write(ulong.MaxValue)));
        Assert.Equal(ulong.MaxValue, Pack.Reader("cfffffffffffffffff").ReadUInt64());
        Assert.Throws<OverflowException>(() => Pack.Reader("cfffffffffffffffff").ReadInt64());
    }

    [Theory]
    [InlineData("cc05"), InlineData("cd0005"), InlineData("ce00000005"), InlineData("cf0000000000000005")]
    [InlineData("d005"), InlineData("d10005"), InlineData("d200000005"), InlineData("d30000000000000005"), InlineData("05")]
    public void An_integer_is_read_from_any_form(string hex)
    {
        Assert.Equal(5, Pack.Reader(hex).ReadByte());
        Assert.Equal(5, Pack.Reader(hex).ReadSByte());
        Assert.Equal(5UL, Pack.Reader(hex).ReadUInt64());
        Assert.Equal(5, Pack.Reader(hex).ReadInt32());
        Assert.Equal(5.0, Pack.Reader(hex).ReadDouble());
    }

    [Fact]
    public void Forced_forms_keep_their_width()
    {
        Assert.Equal("cc01cd0002ce00000003cf0000000000000004", Pack.Hex((ref MessagePackWriter w) =>
        {
            w.WriteUInt8(1);
            w.WriteUInt16(2);
            w.WriteUInt32(3);
            w.WriteUInt64(4);
        }));
        Assert.Equal("d0ffd1fffed2fffffffdd3fffffffffffffffc", Pack.Hex((ref MessagePackWriter w) =>
        {
            w.WriteInt8(-1);
            w.WriteInt16(-2);
            w.WriteInt32(-3);
            w.WriteInt64(-4);
        }));
    }

    [Theory]
    [InlineData("ff"), InlineData("d080"), InlineData("d3ffffffffffffffff")]
    public void A_negative_integer_is_no_unsigned_one(string hex) => Assert.Throws<OverflowException>(() => Pack.Reader(hex).ReadUInt64());

    [Fact]
    public void An_integer_that_does_not_fit_is_refused()
    {
        Assert.Throws<OverflowException>(() => Pack.Reader("cd0100").ReadByte());
        Assert.Throws<OverflowException>(() => Pack.Reader("cc80").ReadSByte());
        Assert.Throws<OverflowException>(() => Pack.Reader("ce00010000").ReadUInt16());
        Assert.Throws<OverflowException>(() => Pack.Reader("ceffffffff").ReadInt32());
    }

    [Fact]
    public void Floats_booleans_and_nil_have_their_forms()
    {
        Assert.Equal("ca3fc00000cb3ff8000000000000c3c2c0", Pack.Hex((ref MessagePackWriter w) =>
        {
            w.Write(1.5f);
            w.Write(1.5);
            w.Write(true);
            w.Write(false);
            w.WriteNil();
        }));
        MessagePackReader reader = Pack.Reader("ca3fc00000 cb3ff8000000000000 c3 c2 c0");
        Assert.Equal(1.5f, reader.ReadSingle());
        Assert.Equal(1.5, reader.ReadDouble());
        Assert.True(reader.ReadBoolean());
        Assert.False(reader.ReadBoolean());
        Assert.True(reader.TryReadNil());
        Assert.True(reader.End);
    }

    [Theory]
    [InlineData(0, "a0"), InlineData(31, "bf"), InlineData(32, "d920"), InlineData(255, "d9ff"), InlineData(256, "da0100")]
    [InlineData(65535, "daffff"), InlineData(65536, "db00010000")]
    public void A_string_states_its_length_in_the_shortest_form(int length, string header)
    {
        byte[] bytes = Pack.Bytes((ref MessagePackWriter w) => w.Write(new string('x', length)));
        Assert.Equal(header, Convert.ToHexStringLower(bytes)[..header.Length]);
        Assert.Equal(header.Length / 2 + length, bytes.Length);
        Assert.Equal(length, new MessagePackReader(bytes).ReadString()!.Length);
    }

    [Theory]
    [InlineData(0, "c400"), InlineData(255, "c4ff"), InlineData(256, "c50100"), InlineData(65535, "c5ffff"), InlineData(65536, "c600010000")]
    public void Bytes_state_their_length_in_the_shortest_form(int length, string header)
    {
        byte[] bytes = Pack.Bytes((ref MessagePackWriter w) => w.Write(new byte[length]));
        Assert.Equal(header, Convert.ToHexStringLower(bytes)[..header.Length]);
        Assert.Equal(length, new MessagePackReader(bytes).ReadBytes()!.Value.Length);
    }

    [Theory]
    [InlineData(0, "90", "80"), InlineData(15, "9f", "8f"), InlineData(16, "dc0010", "de0010"), InlineData(65535, "dcffff", "deffff")]
    [InlineData(65536, "dd00010000", "df00010000")]
    public void Arrays_and_maps_state_their_count_in_the_shortest_form(int count, string array, string map)
    {
        Assert.Equal(array, Pack.Hex((ref MessagePackWriter w) => w.WriteArrayHeader(count)));
        Assert.Equal(map, Pack.Hex((ref MessagePackWriter w) => w.WriteMapHeader(count)));
        string values = string.Concat(Enumerable.Repeat("c0", count * 2));
        Assert.Equal(count, Pack.Reader(array + values).ReadArrayHeader());
        Assert.Equal(count, Pack.Reader(map + values).ReadMapHeader());
    }

    [Theory]
    [InlineData(1, "d4"), InlineData(2, "d5"), InlineData(4, "d6"), InlineData(8, "d7"), InlineData(16, "d8")]
    [InlineData(0, "c700"), InlineData(3, "c703"), InlineData(17, "c711"), InlineData(255, "c7ff"), InlineData(256, "c80100")]
    [InlineData(65536, "c900010000")]
    public void An_extension_states_length_and_type(int length, string header)
    {
        byte[] data = new byte[length];
        Array.Fill(data, (byte)7);
        byte[] bytes = Pack.Bytes((ref MessagePackWriter w) => w.WriteExtensionFormat(new ExtensionResult(-5, data)));
        Assert.Equal(header + "fb", Convert.ToHexStringLower(bytes)[..(header.Length + 2)]);
        ExtensionResult read = new MessagePackReader(bytes).ReadExtensionFormat();
        Assert.Equal(-5, read.TypeCode);
        Assert.Equal(data, read.Data.ToArray());
    }

    [Theory]
    [InlineData("1970-01-01T00:00:00", "d6ff00000000")]
    [InlineData("2106-02-07T06:28:15", "d6ffffffffff")]
    [InlineData("2106-02-07T06:28:16", "d7ff0000000100000000")]
    [InlineData("1970-01-01T00:00:00.9999999", "d7ffee6b267000000000")] // 999,999,900 ns above 34 bits of seconds
    [InlineData("2514-05-30T01:53:03", "d7ff00000003ffffffff")]
    [InlineData("2514-05-30T01:53:04", "c70cff000000000000000400000000")]
    [InlineData("1969-12-31T23:59:59.5", "c70cff1dcd6500ffffffffffffffff")]
    [InlineData("0001-01-01T00:00:00", "c70cff00000000fffffff1886e0900")]
    [InlineData("9999-12-31T23:59:59", "c70cff000000000000003afff4417f")]
    public void A_time_stamp_takes_its_shortest_form(string text, string hex)
    {
        var time = DateTime.SpecifyKind(DateTime.Parse(text), DateTimeKind.Utc);
        Assert.Equal(hex, Pack.Hex((ref MessagePackWriter w) => w.Write(time)));
        DateTime read = Pack.Reader(hex).ReadDateTime();
        Assert.Equal(time, read);
        Assert.Equal(DateTimeKind.Utc, read.Kind);
    }

    [Theory]
    [InlineData("d7ffee6b280000000000")] // 1,000,000,000 ns
    [InlineData("c70cff3b9aca000000000000000000")]
    [InlineData("c70cff00000000fffffff1886e08ff")] // the second before year 1
    [InlineData("c70cff000000000000003afff44180")] // the second after year 9999
    [InlineData("d5ff0000"), InlineData("d600000000aa")]
    public void A_malformed_time_stamp_is_refused(string hex) =>
        Assert.Throws<MessagePackSerializationException>(() => Pack.Reader(hex).ReadDateTime());

    [Theory]
    [InlineData("a1ff"), InlineData("a2c328"), InlineData("a3eda080"), InlineData("a2c080")]
    public void A_string_that_is_no_utf8_is_refused(string hex) =>
        Assert.Throws<MessagePackSerializationException>(() => Pack.Reader(hex).ReadString());

    [Fact]
    public void Half_a_surrogate_pair_is_not_written() =>
        Assert.Throws<MessagePackSerializationException>(() => Pack.Hex((ref MessagePackWriter w) => w.Write("a\ud800b")));

    [Fact]
    public void The_code_that_is_never_used_is_refused_everywhere()
    {
        Assert.Equal(MessagePackType.Unknown, Pack.Reader("c1").NextMessagePackType);
        Assert.Throws<MessagePackSerializationException>(() => Pack.Reader("c1").Skip());
        Assert.Throws<MessagePackSerializationException>(() => Pack.Reader("92c0c1").Skip());
        Assert.Throws<MessagePackSerializationException>(() => Pack.Reader("c1").ReadInt32());
        Assert.Throws<MessagePackSerializationException>(() => Pack.Reader("c1").ReadString());
    }

    [Fact]
    public void A_value_of_another_type_is_refused_by_name_and_place()
    {
        var error = Assert.Throws<MessagePackSerializationException>(() =>
        {
            MessagePackReader reader = Pack.Reader("01 a161");
            reader.ReadInt32();
            reader.ReadInt32();
        });
        Assert.Equal("an integer was expected at byte 1, and there is fixstr (0xa1).", error.Message);
    }

    [Theory]
    [InlineData("ddffffffff"), InlineData("dd7fffffff"), InlineData("dfffffffff"), InlineData("df40000000")]
    [InlineData("dc000201"), InlineData("de0002010203")]
    public void A_count_that_the_input_cannot_hold_is_refused(string hex)
    {
        Assert.Throws<EndOfStreamException>(() => Pack.Reader(hex).Skip());
        Assert.ThrowsAny<EndOfStreamException>(() => _ = hex[1] is 'c' or 'd' ? Pack.Reader(hex).ReadArrayHeader() : Pack.Reader(hex).ReadMapHeader());
    }

    [Theory]
    [InlineData("db7fffffff61"), InlineData("dbffffffff61"), InlineData("c67fffffff61"), InlineData("c97fffffff0161"), InlineData("c9ffffffff0161")]
    public void A_length_that_the_input_cannot_hold_allocates_nothing_for_it(string hex)
    {
        void Read() => Assert.Throws<EndOfStreamException>(() =>
        {
            MessagePackReader reader = Pack.Reader(hex);
            _ = reader.NextMessagePackType switch
            {
                MessagePackType.String => reader.ReadString()!.Length,
                MessagePackType.Binary => (int)reader.ReadBytes()!.Value.Length,
                _ => (int)reader.ReadExtensionFormat().Data.Length,
            };
        });

        Read();
        Assert.InRange(Allocation.Least(Read), 0, 8192);
    }

    [Fact]
    public void Deep_nesting_is_refused_and_needs_no_stack()
    {
        string deep = string.Concat(Enumerable.Repeat("91", 500));
        Pack.Reader(deep + "c0").Skip();
        Assert.Throws<MessagePackSerializationException>(() => Pack.Reader(deep + "91c0").Skip());
        Assert.Throws<MessagePackSerializationException>(() => Pack.Reader(string.Concat(Enumerable.Repeat("91", 1_000_000)) + "c0").Skip());
    }

    [Fact]
    public void A_depth_step_too_far_is_refused() =>
        Assert.Throws<InsufficientExecutionStackException>(() =>
        {
            MessagePackReader reader = Pack.Reader("c0");
            MessagePackSecurity two = MessagePackSecurity.UntrustedData.WithMaximumObjectGraphDepth(2);
            two.DepthStep(ref reader);
            two.DepthStep(ref reader);
            Assert.Equal(2, reader.Depth);
            two.DepthStep(ref reader);
        });

    [Fact]
    public void A_peek_reader_does_not_move_the_reader()
    {
        MessagePackReader reader = Pack.Reader("0102");
        MessagePackReader peek = reader.CreatePeekReader();
        Assert.Equal(1, peek.ReadInt32());
        Assert.Equal(0, reader.Consumed);
        Assert.Equal("01", Convert.ToHexStringLower(reader.ReadRaw().ToArray()));
    }

    [Fact]
    public void A_string_in_pieces_is_read_but_gives_no_span()
    {
        byte[] bytes = Pack.Bytes((ref MessagePackWriter w) => w.Write("grüße"));
        var pieces = new MessagePackReader(Pack.InPieces(bytes));
        Assert.False(pieces.TryReadStringSpan(out _));
        Assert.Equal("grüße", pieces.ReadString());
        var whole = new MessagePackReader(bytes);
        Assert.True(whole.TryReadStringSpan(out ReadOnlySpan<byte> span));
        Assert.Equal("grüße"u8, span);
        Assert.True(whole.End);
    }

    [Fact]
    public void Every_first_byte_has_a_type_and_a_name()
    {
        for (int code = 0; code < 256; code++)
        {
            Assert.Equal(code == MessagePackCode.NeverUsed, MessagePackCode.ToMessagePackType((byte)code) == MessagePackType.Unknown);
            Assert.NotEmpty(MessagePackCode.ToFormatName((byte)code));
        }

        Assert.Equal("fixext 16", MessagePackCode.ToFormatName(MessagePackCode.FixExt16));
        Assert.Equal("map 32", MessagePackCode.ToFormatName(MessagePackCode.Map32));
    }
}
