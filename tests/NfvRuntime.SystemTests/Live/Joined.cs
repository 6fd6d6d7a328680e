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
        Until.True(IsQuiet, () => "the chain has not received what was sent");
        Left.Ip($"link set {LeftLink} down");
        Right.Ip($"link set {RightLink} down");
        Until.True(IsQuiet, () => "the chain has not received what was sent last");
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

    protected static void Configure(NetworkSpace space, string link, string address, string addressV6)
    {
        space.Ip($"address replace {address}/24 dev {link}");
        space.Ip($"address replace {addressV6}/64 dev {link} nodad");
        space.Ip($"link set {link} up");
    }

    private bool IsQuiet() => HasReceived(LeftPort, Left.Counters(LeftLink)) && HasReceived(RightPort, Right.Counters(RightLink));

    private bool HasReceived(string port, LinkCounters link)
    {
        string labels = $"port=\"{port}\",";
        ulong received = Metric("nfv_ring_packets_total", labels, "direction=\"receive\"");
        ulong more = Metric("nfv_port_segments_total", labels) - Metric("nfv_port_segmented_total", labels);
        return received - more + Metric("nfv_port_dropped_total", labels, "direction=\"receive\"") == link.SentPackets;
    }

    [GeneratedRegex(@"^(\w+)\{([^}]*)\} (\d+)$", RegexOptions.Multiline)]
    private static partial Regex Cell();
}
