using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.Live;

/// <summary>Both stacks talk in a VLAN: on an interface for it, or, where the kernel knows none, with a tag on all that they send.</summary>
internal sealed class Vlan : IDisposable
{
    public const int Id = 7;
    public const string RightAddress = "10.9.7.2";
    public const string RightAddressV6 = "2001:db8:97::2";

    private readonly List<IDisposable> _tagging = [];

    public Vlan(Joined joined)
    {
        Add(joined.Left, joined.LeftLink, "10.9.7.1", "2001:db8:97::1");
        Add(joined.Right, joined.RightLink, RightAddress, RightAddressV6);
    }

    public void Dispose() => _tagging.ForEach(end => end.Dispose());

    private void Add(NetworkSpace space, string link, string address, string addressV6)
    {
        bool isKnown = Tool.Run("ip", "-n", space.Name, "link", "add", "link", link, "name", "vlan", "type", "vlan", "id", $"{Id}").Status == 0;
        _tagging.Add(isKnown ? new Interface(space) : new TagOnLink(space, link, Id));
        string end = isKnown ? "vlan" : link;
        space.Ip($"address add {address}/24 dev {end}");
        space.Ip($"address add {addressV6}/64 dev {end} nodad");
        space.Ip($"link set {end} up");
    }

    private sealed class Interface(NetworkSpace space) : IDisposable
    {
        public void Dispose() => space.Ip("link del vlan");
    }
}
