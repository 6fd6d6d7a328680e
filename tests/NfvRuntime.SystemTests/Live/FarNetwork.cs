using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.Live;

/// <summary>A host behind the right one, which routes to it over a link that takes shorter packets only on the way there.</summary>
internal sealed class FarNetwork : IDisposable
{
    public const string Address = "10.9.99.2";
    public const string AddressV6 = "2001:db8:99::2";

    private readonly Joined _joined;

    public FarNetwork(Joined joined, int mtu)
    {
        _joined = joined;
        NetworkSpace router = joined.Right;
        router.Ip($"link add far type veth peer name eth0 netns {Space.Name}");
        router.Ip("address add 10.9.99.1/24 dev far");
        router.Ip("address add 2001:db8:99::1/64 dev far nodad");
        router.Ip("link set far up");
        router.Ip($"link set far mtu {mtu}");
        Space.Ip($"address add {Address}/24 dev eth0");
        Space.Ip($"address add {AddressV6}/64 dev eth0 nodad");
        Space.Ip("link set eth0 up");
        Space.Ip("route add default via 10.9.99.1");
        Space.Ip("route add default via 2001:db8:99::1");
        joined.Left.Ip($"route add 10.9.99.0/24 via {Joined.RightAddress}");
        joined.Left.Ip($"route add 2001:db8:99::/64 via {Joined.RightAddressV6}");
        router.Set("ipv4/ip_forward", "1");
        router.Set("ipv6/conf/all/forwarding", "1");
    }

    public NetworkSpace Space { get; } = new("far");

    public void Dispose()
    {
        _joined.Right.Set("ipv4/ip_forward", "0");
        _joined.Right.Set("ipv6/conf/all/forwarding", "0");
        _joined.Left.Ip("route del 10.9.99.0/24");
        _joined.Left.Ip("route del 2001:db8:99::/64");
        _joined.Right.Ip("link del far");
        Space.Dispose();
    }
}
