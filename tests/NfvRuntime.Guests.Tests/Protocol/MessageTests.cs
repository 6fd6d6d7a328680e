using System.Diagnostics;
using NfvRuntime.Guests.Protocol;
using NfvRuntime.Guests.Protocol.Envelope;
using NfvRuntime.Guests.Tests.MessagePack;

namespace NfvRuntime.Guests.Tests.Protocol;

public sealed class MessageTests
{
    private readonly int _seed = Random.Shared.Next();

    private Samples Samples => new(new Random(_seed));

    [Fact]
    public void There_is_a_sample_of_every_message()
    {
        Assert.Equal(MessageTypes.Requests.Keys.Order(), Samples.Requests().Select(body => body.Type).Distinct().Order());
        Assert.Equal(MessageTypes.Responses.Keys.Order(), Samples.Responses().Select(body => body.Type).Distinct().Order());
        Assert.Equal(MessageTypes.Events.Keys.Order(), Samples.Events().Select(body => body.Type).Distinct().Order());
        Assert.Equal(MessageTypes.Requests.Keys.Order(), MessageTypes.Responses.Keys.Order());
    }

    [Fact]
    public void Every_message_comes_back_as_it_was_sent()
    {
        for (int i = 0; i < 100; i++)
        {
            foreach (MessageBody body in new Samples(new Random(_seed + i)).All())
            {
                byte[] sent = Frames.Body(body);
                MessageBody? read = Frames.Decode(sent);
                Assert.Equal(body.GetType(), read!.GetType());
                Assert.True(sent.AsSpan().SequenceEqual(Frames.Body(read)), $"seed {_seed + i}: {body}");
            }
        }
    }

    [Fact]
    public void Fields_that_nobody_knows_are_passed_over_at_every_level()
    {
        foreach (MessageBody body in Samples.All())
        {
            byte[] changed = Change(body, static map => [("x-later", new object?[] { 1L, "two", null }), .. map]);
            Assert.Equal(Frames.Body(body), Frames.Body(Frames.Decode(changed)!));
        }
    }

    [Fact]
    public void A_field_that_is_missing_or_of_another_type_is_refused_by_name()
    {
        string[] optional =
        [
            "field", "logs", "device", "stage", "user", "ring",
        ];
        int refused = 0;
        foreach (MessageBody body in Samples.All())
        {
            foreach (string field in Fields(body))
            {
                byte[] without = Change(body, map => [.. map.Where(pair => (string)pair.Key! != field)], depth: 0);
                byte[] nil = Change(body, map => [.. map.Select(pair => (string)pair.Key! == field ? (pair.Key, null) : pair)], depth: 0);
                byte[] wrong = Change(body, map => [.. map.Select(pair => (string)pair.Key! == field ? (pair.Key, true) : pair)], depth: 0);
                if (!optional.Contains(field))
                {
                    AssertRefused(body, field, without, "is missing");
                    AssertRefused(body, field, nil, "is missing");
                }

                AssertRefused(body, field, wrong, "must be");
                refused++;
            }
        }

        Assert.InRange(refused, 80, 1000);
    }

    [Fact]
    public void A_field_that_stands_twice_is_refused()
    {
        foreach (MessageBody body in Samples.All().Where(body => Fields(body).Length > 0))
        {
            var error = Assert.Throws<ProtocolException>(() => Frames.Decode(Change(body, static map => [map[0], .. map], depth: 0)));
            Assert.Equal(ErrorCodes.Malformed, error.Code);
            Assert.Equal(Fields(body)[0], error.Field);
        }
    }

    [Fact]
    public void Elements_that_a_later_version_appends_to_a_message_are_passed_over()
    {
        byte[] body = Frames.Body(new StartRequest("s"));
        Assert.Equal(0x95, body[0]);
        byte[] longer = [0x97, .. body[1..], 0x91, 0xc0, 0x01];
        Assert.Equal(new StartRequest("s"), Frames.Decode(longer));
    }

    [Fact]
    public void Bytes_behind_a_message_are_refused() =>
        Assert.Equal(ErrorCodes.Malformed, Assert.Throws<ProtocolException>(() => Frames.Decode((byte[])[.. Frames.Body(new StartRequest("s")), 0])).Code);

    [Theory]
    [InlineData("94 00 01 a173 80")] // too few elements
    [InlineData("95 04 01 a173 80 c0")] // unknown kind
    [InlineData("95 00 00 a173 80 c0")] // a request without a number
    [InlineData("95 03 01 a173 80 c0")] // an event with a number
    [InlineData("95 00 01 a0 80 c0")] // no type
    [InlineData("95 00 01 a1ff 80 c0")] // a type that is no text
    [InlineData("95 00 01 a173 80 01")] // a trace context that is none
    [InlineData("80"), InlineData("c1"), InlineData(""), InlineData("95")]
    public void What_is_no_message_is_refused(string hex) =>
        Assert.Equal(
            ErrorCodes.Malformed,
            Assert.Throws<ProtocolException>(() => Frames.Decode(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)))).Code);

    [Fact]
    public void A_request_of_an_unknown_type_says_so()
    {
        byte[] body = Pack.Bytes((ref MessagePackWriter w) =>
            ValueTree.Write(ref w, new object?[] { 0L, 1L, "fly", Array.Empty<(object?, object?)>(), null }));
        var error = Assert.Throws<ProtocolException>(() => Frames.Decode(body));
        Assert.Equal((ErrorCodes.UnknownRequest, "There is no request 'fly' in version 1."), (error.Code, error.Message));
    }

    [Fact]
    public void The_trace_context_is_that_of_W3C()
    {
        const string Parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        var context = ActivityContext.Parse(Parent, "vendor=1");
        byte[] body = Frames.Body(new StartRequest("s"), context);
        Assert.Contains(Convert.ToHexString(System.Text.Encoding.ASCII.GetBytes(Parent)), Convert.ToHexString(body), StringComparison.Ordinal);
        ActivityContext read = MessageEnvelope.Read(body).Trace!.Value;
        Assert.Equal(
            (context.TraceId, context.SpanId, context.TraceFlags, "vendor=1"), (read.TraceId, read.SpanId, read.TraceFlags, read.TraceState));
        Assert.True(read.IsRemote);
    }

    [Fact]
    public void A_trace_context_that_cannot_be_read_is_as_none()
    {
        byte[] body = Pack.Bytes((ref MessagePackWriter w) =>
            ValueTree.Write(ref w, new object?[] { 0L, 1L, "describe", Array.Empty<(object?, object?)>(), new object?[] { "00-0-0-0", null } }));
        Assert.Null(MessageEnvelope.Read(body).Trace);
    }

    [Fact]
    public void A_port_comes_by_descriptors_or_by_a_device()
    {
        var both = new AttachRequest("p", new(1, 1, 4096), new byte[4]) { Descriptors = [new(DescriptorRole.Region)], Device = new("d", 2, 0, 0) };
        Assert.Equal("device", Assert.Throws<ProtocolException>(() => Frames.Decode(Frames.Body(both))).Field);
    }

    [Theory]
    [InlineData(10UL, 8UL, 4, "data"), InlineData(10UL, ulong.MaxValue, 0, "data"), InlineData(10UL, 6UL, 4, null)]
    public void State_that_reaches_beyond_its_total_is_refused(ulong total, ulong offset, int length, string? field)
    {
        byte[] body = Frames.Body(new ImportStateRequest("s", "t", "f", total, offset, new byte[length]));
        Assert.Equal(field, (Record.Exception(() => Frames.Decode(body)) as ProtocolException)?.Field);
    }

    [Fact]
    public void A_name_of_no_or_too_many_bytes_is_refused()
    {
        Assert.Equal("segment", Assert.Throws<ProtocolException>(() => Frames.Decode(Frames.Body(new StartRequest("")))).Field);
        Assert.Equal("segment", Assert.Throws<ProtocolException>(() => Frames.Decode(Frames.Body(new StartRequest(new string('x', 256))))).Field);
        Assert.NotNull(Frames.Decode(Frames.Body(new StartRequest(new string('x', 255)))));
    }

    [Fact]
    public void A_message_beyond_the_limits_is_not_sent()
    {
        var error = Assert.Throws<ProtocolException>(() => Frames.Frame(new DeployRequest("s", new string('x', 2 << 20))));
        Assert.Equal(ErrorCodes.TooLarge, error.Code);
        Assert.Equal(ErrorCodes.BadField, Assert.Throws<ProtocolException>(() => Frames.Frame(new StartRequest("\ud800"))).Code);
    }

    [Fact]
    public void The_digest_tells_what_is_to_run_apart()
    {
        var one = new DeployRequest("s", "d") { Options = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" } };
        var same = new DeployRequest("s", "d") { Options = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" } };
        Assert.Equal(one.Digest(), same.Digest());
        Assert.Equal(64, one.Digest().Length);
        Assert.NotEqual(one.Digest(), (one with { Document = "e" }).Digest());
        Assert.NotEqual(one.Digest(), (one with { Options = new Dictionary<string, string> { ["a"] = "1" } }).Digest());
    }

    private static string[] Fields(MessageBody body)
    {
        var tree = (object?[])Tree(body);
        return [.. (((object? Key, object?)[])tree[3]!).Select(pair => (string)pair.Key!)];
    }

    private static object Tree(MessageBody body)
    {
        var reader = new MessagePackReader(Frames.Body(body));
        return ValueTree.Read(ref reader)!;
    }

    /// <summary>The message with its maps that are records changed, down to a depth.</summary>
    private static byte[] Change(MessageBody body, Func<(object? Key, object? Value)[], (object?, object?)[]> change, int depth = 1)
    {
        var tree = (object?[])Tree(body);
        var map = ((object? Key, object? Value)[])tree[3]!;
        if (depth > 0)
        {
            string[] byName = ["options", "parameters", "counts", "labels"];
            map = [.. map.Select(pair => (pair.Key, byName.Contains(pair.Key) ? pair.Value : Inner(pair.Value, change)))];
        }

        tree[3] = change(map);
        return Pack.Bytes((ref MessagePackWriter w) => ValueTree.Write(ref w, tree));
    }

    private static object? Inner(object? value, Func<(object? Key, object? Value)[], (object?, object?)[]> change) => value switch
    {
        (object?, object?)[] map => change(map),
        object?[] array => array.Select(item => Inner(item, change)).ToArray(),
        _ => value,
    };

    private void AssertRefused(MessageBody body, string field, byte[] message, string why)
    {
        var error = Assert.Throws<ProtocolException>(() => Frames.Decode(message));
        Assert.True(error.Code == ErrorCodes.BadField && error.Field == field, $"seed {_seed}, {body.Type}.{field}: {error.Message}");
        Assert.Contains($"'{field}' {why}", error.Message, StringComparison.Ordinal);
        Assert.StartsWith(body is Response ? $"answer to {body.Type}" : body.Type, error.Message, StringComparison.Ordinal);
    }
}
