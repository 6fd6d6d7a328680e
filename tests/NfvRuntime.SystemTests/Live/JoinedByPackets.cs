using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.Live;

/// <summary>Joined by <c>chains/live.yaml</c>: virtual cables whose ends in the middle are the chain's, by packet sockets.</summary>
internal sealed class JoinedByPackets : Joined
{
    private bool _isWired;

    public JoinedByPackets()
        : base("live.yaml")
    {
        foreach ((NetworkSpace space, string end) in new[] { (Left, "nfv-left"), (Right, "nfv-right") })
        {
            Middle.Ip($"link add {end} type veth peer name eth0 netns {space.Name}");
            Middle.Ip($"link set {end} up");
        }
    }

    public override string LeftLink => "eth0";

    public override string RightLink => "eth0";

    public override string LeftPort => "left";

    public override string RightPort => "right";

    public override string LeftEnd => "nfv-left";

    public override string RightEnd => "nfv-right";

    public override void TakeLeft(string state) => Middle.Ip($"link set nfv-left {state}");

    protected override void AwaitCarrier()
    {
        Left.AwaitCarrier(LeftLink);
        Right.AwaitCarrier(RightLink);
        Middle.AwaitCarrier(LeftEnd);
        Middle.AwaitCarrier(RightEnd);
    }

    protected override void Connect()
    {
        if (!_isWired)
        {
            Configure();
            _isWired = true;
        }
    }
}
