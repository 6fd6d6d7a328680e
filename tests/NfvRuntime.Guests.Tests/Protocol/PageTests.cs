using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using NfvRuntime.Guests.Protocol;
using NfvRuntime.Guests.Protocol.Envelope;
using NfvRuntime.Guests.Protocol.Framing;
using NfvRuntime.Guests.Tests.MessagePack;

namespace NfvRuntime.Guests.Tests.Protocol;

/// <summary>docs/agent-protocol.md says what the code does.</summary>
public sealed partial class PageTests
{
    private static readonly string Page = File.ReadAllText(PathOf("docs", "agent-protocol.md"));
    private static readonly RegionReference Region = new(1, 3, 16 << 20);
    private static readonly byte[] Record = [1, 0, 2, 0];

    public static TheoryData<string, byte[]> Worked => new()
    {
        {
            "hello", Frames.Frame(
                new HelloRequest(new(1, 1), "nfv-agent 0.1.0", "g1", Sixteen(0x10), 4) { Capabilities = ["descriptors", "state"] }, id: 1, opens: true)
        },
        { "hello-answer", Frames.Frame(new HelloResponse(1, "nfv 0.1.0", Sixteen(0x20), 5) { Capabilities = ["descriptors"] }, id: 1, opens: true) },
        { "hello-refused", Frames.Frame(new ErrorResponse(ErrorCodes.Version, "This host speaks version 1, and the agent 2."), id: 1, opens: true) },
        {
            "attach", Frames.Frame(
                new AttachRequest("lan", Region, Record)
                {
                    Descriptors = [new(DescriptorRole.Region), new(DescriptorRole.Kick, 0), new(DescriptorRole.Notify, 1)],
                },
                id: 7,
                ActivityContext.Parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", null),
                descriptors: 3)
        },
        { "attach-device", Frames.Frame(new AttachRequest("wan", Region, Record) { Device = new("0000:00:04.0", 2, 1 << 20, 4) }, id: 8) },
        { "hold", Frames.Frame(new HoldRequest(1, TimeSpan.FromMilliseconds(200)), id: 10) },
        { "hold-answer", Frames.Frame(new HoldResponse(new byte[] { 0b1100, 0b1000_0000 }), id: 10) },
        { "start", Frames.Frame(new StartRequest("edge"), id: 9) },
        { "start-answer", Frames.Frame(new Done("start"), id: 9) },
        { "log", Frames.Frame(new LogEvent(DateTime.UnixEpoch.AddSeconds(1_700_000_000.25), LogLevel.Warning, "edge/fw", "table is full")) },
        { "dropped", Frames.Frame(new DroppedEvent(new Dictionary<string, ulong> { ["log"] = 1500, ["counters"] = 2 })) },
    };

    [Theory]
    [MemberData(nameof(Worked))]
    public void A_worked_frame_is_what_the_codec_writes_and_reads(string name, byte[] frame)
    {
        Match example = Examples().Matches(Page).Single(match => match.Groups["name"].Value == name);
        string hex = string.Concat(example.Groups["lines"].Value.Split('\n').Select(line => line.Length > 48 ? line[..48] : line));
        byte[] shown = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(Convert.ToHexStringLower(frame), Convert.ToHexStringLower(shown));
        Assert.NotNull(Frames.Decode(shown.AsMemory(FrameHeader.Size)));
    }

    [Fact]
    public void Every_worked_frame_is_checked() =>
        Assert.Equal(
            Worked.Select(row => (string)((object[])row)[0]).Order(), Examples().Matches(Page).Select(match => match.Groups["name"].Value).Order());

    [Fact]
    public void Every_message_has_a_section_with_exactly_its_fields()
    {
        var samples = new Samples(new Random(1));
        foreach (Request request in samples.Requests())
        {
            Response response = samples.Responses().First(answer => answer.Type == request.Type);
            AssertTable(Section(request.Type), "field", request);
            AssertTable(Section(request.Type), "field of the answer", response);
        }

        foreach (Event message in samples.Events())
        {
            AssertTable(Section(message.Type), "field", message);
        }

        AssertTable(Section("error"), "field", new ErrorResponse("a", "b"));
        Assert.Equal(
            MessageTypes.Requests.Keys.Concat(MessageTypes.Events.Keys).Append("error").Order(),
            Headings().Matches(Page).Select(match => match.Groups["type"].Value).Order());
    }

    [Fact]
    public void Every_record_within_messages_stands_with_exactly_its_fields()
    {
        string section = Page[Page.IndexOf("## Records within messages", StringComparison.Ordinal)..Page.IndexOf("## Errors", StringComparison.Ordinal)];
        string owner = "";
        ILookup<string, string> rows = RecordRows().Matches(section)
            .Select(match => (Owner: owner = match.Groups["record"].Value is { Length: > 0 } name ? name : owner, Field: match.Groups["field"].Value))
            .ToLookup(row => row.Owner, row => row.Field);
        var records = new Dictionary<string, (MessageBody Sample, string[] Path)>
        {
            ["region"] = (new AttachRequest("a", Region, Record), ["region"]),
            ["descriptor"] = (new AttachRequest("a", Region, Record) { Descriptors = [new(DescriptorRole.Kick)] }, ["descriptors"]),
            ["device"] = (new AttachRequest("a", Region, Record) { Device = new("d", 0, 0, 0) }, ["device"]),
            ["port"] = (new ActualState([new("p", Region)], []), ["ports"]),
            ["segment"] = (new ActualState([], [new("s", "d", SegmentPhase.Running)]), ["segments"]),
            ["column"] = (new CounterLayoutResponse(1, 1, 0, [new("n", "u", CounterKind.Gauge, new Dictionary<string, string>())]), ["columns"]),
            ["snapshot"] = (new CountersEvent(new(1, DateTime.UnixEpoch, 0, [])), ["snapshot"]),
        };
        Assert.Equal(records.Keys.Order(), rows.Select(record => record.Key).Order());
        foreach ((string name, (MessageBody sample, string[] path)) in records)
        {
            object? value = Fields(sample).Single(pair => (string)pair.Key! == path[0]).Value;
            var map = ((object? Key, object? Value)[])(value is object?[] list ? list[0] : value)!;
            Assert.Equal(map.Select(pair => (string)pair.Key!), rows[name]);
        }
    }

    [Fact]
    public void Every_error_code_and_every_choice_stands_on_the_page()
    {
        IEnumerable<string> codes = typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetValue(null)!);
        string[] choices =
        [
            .. new[] { typeof(SegmentPhase), typeof(DescriptorRole), typeof(LogLevel), typeof(CounterKind) }
                .SelectMany(Enum.GetNames).Select(name => name.ToLowerInvariant()),
            .. typeof(Capabilities).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetValue(null)!),
        ];
        Assert.All(codes.Concat(choices), word => Assert.Contains($"`{word}`", Page, StringComparison.Ordinal));
    }

    private static void AssertTable(string section, string title, MessageBody message)
    {
        string rows = Regex.Match(section, $@"^\| {title} \| type \| what \|\n\|[- |]*\n(?<rows>(\|.*\n)*)", RegexOptions.Multiline).Groups["rows"].Value;
        string[] fields = [.. Regex.Matches(rows, @"^\| `(?<field>[^`]+)` \|", RegexOptions.Multiline).Select(row => row.Groups["field"].Value)];
        Assert.Equal(Fields(message).Select(pair => (string)pair.Key!), fields);
    }

    private static (object? Key, object? Value)[] Fields(MessageBody message)
    {
        var reader = new MessagePackReader(Frames.Body(message));
        return ((object? Key, object? Value)[])((object?[])ValueTree.Read(ref reader)!)[3]!;
    }

    private static string Section(string type)
    {
        int start = Page.IndexOf($"### `{type}`\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"docs/agent-protocol.md has no section on {type}");
        int end = Page.IndexOf("\n##", start + 3, StringComparison.Ordinal);
        return Page[start..(end < 0 ? Page.Length : end)];
    }

    private static Guid Sixteen(int first) => new([.. Enumerable.Range(first, 16).Select(value => (byte)value)], bigEndian: true);

    private static string PathOf(params string[] parts)
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "NfvRuntime.sln")))
        {
            folder = folder.Parent ?? throw new FileNotFoundException("The tests run outside the repository.");
        }

        return Path.Combine([folder.FullName, .. parts]);
    }

    [GeneratedRegex(@"```frame (?<name>\S+)\n(?<lines>[^`]*)\n```")]
    private static partial Regex Examples();

    [GeneratedRegex(@"^### `(?<type>[^`]+)`$", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex(@"^\| (?<record>\w*) ?\| `(?<field>[^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex RecordRows();
}
