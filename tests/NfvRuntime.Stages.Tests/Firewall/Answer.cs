using System.Net;
using NfvRuntime.Packets;

namespace NfvRuntime.Stages.Tests.Firewall;

/// <summary>What an answer of the firewall says, and a failure where it is not sound.</summary>
internal sealed record Answer
{
    public required string From { get; init; }

    public required string To { get; init; }

    public int FromPort { get; init; }

    public int ToPort { get; init; }

    public TcpFlags Flags { get; init; }

    public uint Sequence { get; init; }

    public uint Acknowledgement { get; init; }

    public int IcmpType { get; init; }

    public int IcmpCode { get; init; }

    public byte[] Quotation { get; init; } = [];

    public static Answer Read(byte[] frame, string context)
    {
        HeaderOffsets headers = HeaderParser.Parse(frame);
        Assert.False(headers.IsMalformed, $"{context} {headers}: {Convert.ToHexString(frame)}");
        Assert.Equal(0, (frame[0] | frame[6]) & 1);
        byte[] packet = frame[headers.LayerThree..], upper = frame[headers.LayerFour..];
        int size = headers.IsIpv4 ? 4 : 16, at = headers.IsIpv4 ? 12 : 8;
        byte[] from = packet[at..(at + size)], to = packet[(at + size)..(at + (2 * size))];
        byte[] pseudo = headers.Protocol == IpProtocol.Icmp ? [] : [.. from, .. to, 0, headers.Protocol, (byte)(upper.Length >> 8), (byte)upper.Length];
        Assert.True(InternetChecksum.Compute(upper, InternetChecksum.Sum(pseudo)) == 0, $"{context} wrong checksum: {Convert.ToHexString(frame)}");
        Assert.True(!headers.IsIpv4 || InternetChecksum.Compute(packet.AsSpan(0, 20)) == 0, $"{context} wrong header checksum");
        var answer = new Answer { From = new IPAddress(from).ToString(), To = new IPAddress(to).ToString() };
        if (headers.Protocol != IpProtocol.Tcp)
        {
            return answer with { IcmpType = upper[0], IcmpCode = upper[1], Quotation = upper[8..] };
        }

        Assert.True(TcpView.TryParse(upper, out TcpView tcp, out _));
        return answer with
        {
            FromPort = tcp.SourcePort,
            ToPort = tcp.DestinationPort,
            Flags = tcp.Flags,
            Sequence = tcp.Sequence,
            Acknowledgement = tcp.Acknowledgement,
        };
    }
}
