using System.Globalization;
using System.Text.RegularExpressions;
using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.Live;

/// <summary>
/// Two network stacks that are joined by <c>nfv run</c> and by nothing else: each in a namespace of its own, and the program in a third.
/// </summary>
/// <remarks>Before the first chain runs nothing can send, so that the interfaces' own counters begin with the chain's.</remarks>
internal abstract partial class Joined : IDisposable
{
    public const string LeftAddress = "10.9.0.1";
    public const string RightAddress = "10.9.0.2";
    public const string LeftAddressV6 = "2001:db8:9::1";
    public const string RightAddressV6 = "2001:db8:9::2";

    private RunningNfv? _chain;

    /// <param name="file">An example chain.</param>
    protected Joined(string file)
    {
        ChainText = File.ReadAllText(Repository.PathOf("chains", file));
        Middle.Set("ipv6/conf/default/disable_ipv6", "1"); // its own stack has nothing to say
    }

    public NetworkSpace Left { get; } = new("left");

    public NetworkSpace Middle { get; } = new("middle");

    public NetworkSpace Right { get; } = new("right");

    /// <summary>Name of the interface in the left namespace.</summary>
    public abstract string LeftLink { get; }

    public abstract string RightLink { get; }

    /// <summary>Name of the port that is joined to the left namespace, in the chain.</summary>
    public abstract string LeftPort { get; }

    public abstract string RightPort { get; }

    /// <summary>Name of the interface that the left port stands on.</summary>
    public abstract string LeftEnd { get; }

    public abstract string RightEnd { get; }

    /// <summary>Text of the example chain.</summary>
    public string ChainText { get; }

    /// <summary>The program.</summary>
    public RunningNfv Chain => _chain ?? throw new InvalidOperationException("no chain was started");

    /// <param name="kind"><c>packet</c> or <c>tap</c>.</param>
    public static Joined By(string kind) => kind == "packet" ? new JoinedByPackets() : new JoinedByTaps();

    /// <summary>Runs a chain in the middle, waits until it answers, and takes the interfaces up.</summary>
    public Joined Start(string? chain = null)
    {
        _chain?.Dispose();
        _chain = new RunningNfv(Middle, chain ?? ChainText, ["--listen", "127.0.0.1:9464"]);
        Task.WaitAny(_chain.Address);
        Connect();
        return this;
    }

    /// <summary>Takes the interface that the chain drives down or up, on the chain's side if it has one.</summary>
    public abstract void TakeLeft(string state);

    /// <summary>The sum of all cells of a metric that have some labels.</summary>
    public ulong Metric(string name, params string[] labels)
    {
        string text = Chain.Http.GetStringAsync(new Uri(Chain.Address.GetAwaiter().GetResult(), "/metrics")).GetAwaiter().GetResult();
        return Cell().Matches(text)
            .Where(cell => cell.Groups[1].Value == name && labels.All(label => cell.Groups[2].Value.Contains(label, StringComparison.Ordinal)))
            .Aggregate(0UL, (sum, cell) => sum + ulong.Parse(cell.Groups[3].Value, CultureInfo.InvariantCulture));
    }

    /// <summary>Waits until the chain has received all that was sent, and takes the interfaces down, so that nothing more can be.</summary>
    /// <returns>What the interfaces of both sides say at last.</returns>
    public (Side Left, Side Right) Quiesce()
    {
        // IPv6 says goodbye to its groups. It does so now, while there still is somebody to hear it and to count.
        Left.Set($"ipv6/conf/{LeftLink}/disable_ipv6", "1");
        Right.Set($"ipv6/conf/{RightLink}/disable_ipv6", "1");
        AwaitQuiet();
        Left.Ip($"link set {LeftLink} down");
        Right.Ip($"link set {RightLink} down");
        AwaitQuiet();
        return (new Side(LeftPort, LeftEnd, Left.Counters(LeftLink)), new Side(RightPort, RightEnd, Right.Counters(RightLink)));
    }

    /// <summary>Tells the program to stop, and waits for a good end.</summary>
    public Books End()
    {
        Chain.Stop();
        return new Books(Chain.Summary().GetAwaiter().GetResult());
    }

    /// <summary>The example chain with a stage that throws on every n-th burst, between the firewall and the counter.</summary>
    public string FailingEvery(int bursts) => ChainText
        .Replace("stages:", $"stages:\n  bad: {{ kind: fault, every: {bursts}, restarts: unlimited }}", StringComparison.Ordinal)
        .Replace("fw -> seen", "fw -> bad -> seen", StringComparison.Ordinal);

    public void Dispose()
    {
        _chain?.Dispose();
        Left.Dispose();
        Right.Dispose();
        Middle.Dispose();
    }

    /// <summary>Gives both namespaces their interfaces.</summary>
    protected abstract void Connect();

    /// <summary>
    /// Takes both interfaces up, and only then lets the stacks speak: what is sent to an interface that is down, or that does not carry
    /// yet, is counted by nobody.
    /// </summary>
    protected void Configure()
    {
        foreach ((NetworkSpace space, string link) in new[] { (Left, LeftLink), (Right, RightLink) })
        {
            space.Set($"ipv6/conf/{link}/disable_ipv6", "1");
            space.Ip($"link set {link} up");
        }

        AwaitCarrier();
        ConfigureLeft();
        GiveAddresses(Right, RightLink, RightAddress, RightAddressV6);
    }

    /// <summary>Waits until what was taken up carries.</summary>
    protected abstract void AwaitCarrier();

    protected void ConfigureLeft() => GiveAddresses(Left, LeftLink, LeftAddress, LeftAddressV6);

    private static void GiveAddresses(NetworkSpace space, string link, string address, string addressV6)
    {
        space.Set($"ipv6/conf/{link}/disable_ipv6", "0");
        space.Ip($"address replace {address}/24 dev {link}");
        space.Ip($"address replace {addressV6}/64 dev {link} nodad");
    }

    private void AwaitQuiet()
    {
        string[] open = [];
        Until.True(
            () => (open = [.. Open(LeftPort, Left.Counters(LeftLink)), .. Open(RightPort, Right.Counters(RightLink))]).Length == 0,
            () => string.Join('\n', open));
    }

    /// <summary>In what the chain has not (or never) caught up with an interface.</summary>
    private IEnumerable<string> Open(string port, LinkCounters link)
    {
        string label = $"port=\"{port}\",";
        ulong more = Metric("nfv_port_segments_total", label) - Metric("nfv_port_segmented_total", label);
        ulong received = Count("nfv_ring_packets_total", "receive") - more + Count("nfv_port_dropped_total", "receive");
        ulong sent = Count("nfv_ring_packets_total", "transmit") - Count("nfv_port_dropped_total", "transmit");
        if (received != link.SentPackets)
        {
            yield return $"port {port} received {received} packets (more by cutting: {more}), its interface sent {link.SentPackets}";
        }

        if (sent != link.ReceivedPackets)
        {
            yield return $"port {port} sent {sent} packets, its interface received {link.ReceivedPackets}";
        }

        ulong Count(string metric, string direction) => Metric(metric, label, $"direction=\"{direction}\"");
    }

    [GeneratedRegex(@"^(\w+)\{([^}]*)\} (\d+)$", RegexOptions.Multiline)]
    private static partial Regex Cell();
}
