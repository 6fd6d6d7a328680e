using System.Diagnostics;
using NfvRuntime.Counters;
using NfvRuntime.Packets;
using NfvRuntime.Sdk;

namespace NfvRuntime.Stages;

/// <summary>Answers packets that a rule rejects, by the gate <c>rejected</c>. Outlives the actor, so that restarts do not lift the limit.</summary>
internal sealed class Rejecter
{
    private static readonly string[] Outcomes = ["sent", "limited", "none"];

    private readonly TokenBucket _limit;
    private readonly Counter _sent;
    private readonly Counter _limited;
    private readonly Counter _none;

    /// <param name="rate">Answers a second.</param>
    /// <param name="add">Makes cells.</param>
    public Rejecter(double rate, Func<CounterSpec[], CounterBlock> add)
    {
        _limit = new TokenBucket(rate, Stopwatch.GetTimestamp());
        CounterBlock block = add([.. Outcomes.Select(outcome => new CounterSpec(Catalogue.FirewallAnswers, (LabelKeys.Outcome, outcome)))]);
        (_sent, _limited, _none) = (block[0], block[1], block[2]);
    }

    /// <summary>Answers the packet that begins at an entry, if it may be answered.</summary>
    public void Answer(StageContext stage, Burst burst, int i, Verdict gate)
    {
        Span<byte> answer = stackalloc byte[Prohibited.MostBytes];
        ReadOnlySpan<byte> frame = burst.Data(i);
        HeaderOffsets headers = burst.Headers(i);
        int length = !Answerability.IsDue(frame, headers) ? 0
            : headers.Protocol == IpProtocol.Tcp ? TcpReset.Write(answer, frame, headers)
            : Prohibited.Write(answer, frame, headers);
        if (length == 0)
        {
            _none.Add(1);
        }
        else if (!_limit.TryTake(Stopwatch.GetTimestamp()))
        {
            _limited.Add(1);
        }
        else if (stage.TryMake(burst, answer[..length], gate))
        {
            _sent.Add(1);
        }
    }
}
