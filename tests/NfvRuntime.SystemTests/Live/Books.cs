using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.Live;

/// <summary>The summary of a run as the program prints it.</summary>
internal sealed class Books(JsonElement summary)
{
    public string[] Remarks { get; } = [.. summary.GetProperty("remarks").EnumerateArray().Select(remark => remark.GetString()!)];

    public string Ending => summary.GetProperty("ending").GetString()!;

    public ulong Dropped(string reason) =>
        summary.GetProperty("dropped").TryGetProperty(reason, out JsonElement count) ? count.GetUInt64() : 0;

    public ulong Restarts(string stage) =>
        summary.GetProperty("stages").EnumerateArray().Single(s => s.GetProperty("name").GetString() == stage).GetProperty("restarts").GetUInt64();

    /// <summary>What does not add up within the summary.</summary>
    public IEnumerable<string> Imbalances()
    {
        if (!summary.GetProperty("balances").GetBoolean())
        {
            yield return "it says itself that it does not balance";
        }

        foreach (JsonElement account in summary.GetProperty("stages").EnumerateArray().Append(summary))
        {
            ulong dropped = Sum(account.GetProperty("dropped"));
            ulong came = Number(account, "received") + Number(account, "created");
            ulong went = Number(account, "sent") + Number(account, "consumed") + dropped + Number(account, "held");
            if (came != went)
            {
                yield return $"{came} came and {went} went: {account}";
            }
        }
    }

    /// <summary>In what the summary and the interface of one side contradict each other.</summary>
    public IEnumerable<string> Contradictions(Side side)
    {
        (string name, string end, LinkCounters link) = side;
        JsonElement port = summary.GetProperty("ports").EnumerateArray().Single(p => p.GetProperty("name").GetString() == name);
        JsonElement received = port.GetProperty("receive"), sent = port.GetProperty("transmit");
        ulong cut = Remarked(end, @"(\d+) large packets came in"), became = Remarked(end, @"were cut into (\d+)");
        ulong lost = Sum(received.GetProperty("lost")), unsent = Sum(sent.GetProperty("lost"));
        if (Number(received, "packets") - became + cut + lost != link.SentPackets)
        {
            yield return $"{name} received {received}, {lost} lost, {cut} cut into {became}; its interface sent {link}";
        }

        if (Number(sent, "packets") - unsent != link.ReceivedPackets)
        {
            yield return $"{name} sent {sent}, {unsent} of them were not; its interface received {link}";
        }

        if (cut + lost == 0 && Number(received, "bytes") != link.SentBytes)
        {
            yield return $"{name} received other bytes: {received}; its interface sent {link}";
        }

        if (unsent == 0 && Number(sent, "bytes") != link.ReceivedBytes)
        {
            yield return $"{name} sent other bytes: {sent}; its interface received {link}";
        }
    }

    private ulong Remarked(string end, string pattern) => Remarks
        .Where(remark => remark.Contains($"{end}: ", StringComparison.Ordinal))
        .SelectMany(remark => Regex.Matches(remark, pattern))
        .Aggregate(0UL, (sum, match) => sum + ulong.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    private static ulong Sum(JsonElement byReason) =>
        byReason.EnumerateObject().Aggregate(0UL, (sum, reason) => sum + reason.Value.GetUInt64());

    private static ulong Number(JsonElement account, string name) => account.GetProperty(name).GetUInt64();
}
