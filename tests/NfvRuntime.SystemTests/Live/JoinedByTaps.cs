namespace NfvRuntime.SystemTests.Live;

/// <summary>Joined by <c>chains/tap.yaml</c>: the chain makes the devices in the middle, and each is moved into its namespace.</summary>
internal sealed class JoinedByTaps() : Joined("tap.yaml")
{
    public override string LeftLink => "nfv-a";

    public override string RightLink => "nfv-b";

    public override string LeftPort => "a";

    public override string RightPort => "b";

    public override string LeftEnd => LeftLink;

    public override string RightEnd => RightLink;

    public override void TakeLeft(string state)
    {
        Left.Ip($"link set {LeftLink} {state}");
        if (state == "up")
        {
            ConfigureLeft(); // IPv6 addresses went with it
        }
    }

    /// <summary>A TAP carries as long as a program holds it.</summary>
    protected override void AwaitCarrier()
    {
    }

    protected override void Connect()
    {
        Middle.Ip($"link set {LeftLink} netns {Left.Name}");
        Middle.Ip($"link set {RightLink} netns {Right.Name}");
        Configure();
    }
}
