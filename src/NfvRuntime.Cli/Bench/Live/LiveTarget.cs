namespace NfvRuntime.Cli.Bench.Live;

/// <summary>What one way of joining two network stacks reached.</summary>
/// <param name="Target"><c>bridge</c>, <c>packet</c> or <c>tap</c>.</param>
/// <param name="TcpGbps">What iperf3's receiver got, 10^9 bits a second.</param>
/// <param name="TcpRatio">Median over the rounds of this one against the round's bridge.</param>
/// <param name="SmallMpps">Small packets that came out, millions a second.</param>
/// <param name="SmallRatio">Median over the rounds of this one against the round's bridge.</param>
internal sealed record LiveTarget(string Target, LiveFigure TcpGbps, double TcpRatio, LiveFigure SmallMpps, double SmallRatio);
