using System.Net.Sockets;
using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.Live;

/// <summary>A firewall that says no, instead of nothing.</summary>
[Collection("live")]
public sealed class RejectTests
{
    [LiveTheory]
    [InlineData("packet")]
    [InlineData("tap")]
    public void Who_is_rejected_hears_of_it_at_once_on_either_side(string kind)
    {
        using Joined joined = Joined.By(kind);
        string rejecting = joined.ChainText.Replace("default: drop", "default: reject", StringComparison.Ordinal);
        joined.Start($"{rejecting}\n  no: fw [rejected] -> sender\n");

        Assert.Equal(SocketError.ConnectionRefused, Knock.At(joined.Left, joined.Right, Joined.RightAddress, port: 22));
        Assert.Equal(SocketError.ConnectionRefused, Knock.At(joined.Left, joined.Right, Joined.RightAddressV6, port: 22));
        Assert.Equal(SocketError.ConnectionRefused, Knock.At(joined.Right, joined.Left, Joined.LeftAddress, port: 22));
        Assert.Equal(SocketError.HostUnreachable, Datagrams.Refusal(joined.Left, Joined.RightAddress, port: 53));
        Assert.Equal(SocketError.AccessDenied, Datagrams.Refusal(joined.Right, Joined.LeftAddressV6, port: 53));
        Assert.Equal([], Checksums.Errors(joined.Left).Concat(Checksums.Errors(joined.Right)));
        joined.Left.Run($"ping -c 2 -i 0.02 -W 10 {Joined.RightAddress}").Succeeded();

        (Side left, Side right) = joined.Quiesce();
        Assert.True(joined.Metric("nfv_firewall_answers_total", "outcome=\"sent\"") >= 5);
        Books books = joined.End();
        Expect.None(books.Imbalances().Concat(books.Contradictions(left)).Concat(books.Contradictions(right)));
        Assert.True(books.Dropped("firewall-denied") >= 5);
    }
}
