namespace NfvRuntime.Ports.Tests;

/// <summary>Virtual cables and namespaces under names of this test alone; all gone at the end.</summary>
internal sealed class Wires : IDisposable
{
    private static int _made;

    private readonly List<string> _namespaces = [];
    private readonly List<string> _links = [];
    private readonly string _unique = $"{Environment.ProcessId:x}{Interlocked.Increment(ref _made)}";

    /// <summary>A name that no other test uses.</summary>
    public string Name(string role) => $"n{_unique}{role}";

    /// <summary>A cable of which both ends are here, up, and unknown to the system's own protocols.</summary>
    public (string A, string B) Cable(int queues = 1)
    {
        var (a, b) = (Name("a"), Name("b"));
        _links.Add(a);
        Lay(a, b, queues);
        return (a, b);
    }

    /// <summary>Makes a cable anew that was removed.</summary>
    public static void Lay(string a, string b, int queues = 1)
    {
        var each = queues == 1 ? "" : $" numtxqueues {queues} numrxqueues {queues}";
        Shell.Run($"ip link add {a}{each} type veth peer name {b}{each}");
        Quiet(a);
        Quiet(b);
        AwaitCarrier(a, b);
    }

    /// <summary>Waits until a cable carries: after an interface came up, the kernel drops without a word what is sent too early.</summary>
    public static void AwaitCarrier(params string[] links) => Assert.All(links, link => Assert.True(
        SpinWait.SpinUntil(() => Shell.Run($"ip link show {link}").Contains(" state UP ", StringComparison.Ordinal), TimeSpan.FromSeconds(60)),
        $"{link} has no carrier"));

    /// <summary>A namespace with an interface of that address, whose other end is here.</summary>
    /// <returns>The namespace, and the end here.</returns>
    public (string Namespace, string Interface) Host(string role, string address)
    {
        var (space, here, there) = (Name(role), Name(role + "h"), Name(role + "t"));
        Shell.Run($"ip netns add {space}");
        _namespaces.Add(space);
        Shell.Run($"ip link add {here} type veth peer name {there} netns {space}");
        _links.Add(here);
        Quiet(here);
        Configure(space, there, address);
        return (space, here);
    }

    public static void Configure(string space, string link, string address)
    {
        Shell.Run($"ip -n {space} address add {address} dev {link}");
        Shell.Run($"ip -n {space} link set {link} up");
        Shell.Run($"ip -n {space} link set lo up");
    }

    /// <summary>An empty namespace.</summary>
    public string Space(string role)
    {
        Shell.Run($"ip netns add {Name(role)}");
        _namespaces.Add(Name(role));
        return Name(role);
    }

    public void Dispose()
    {
        _links.ForEach(link => Shell.Try($"ip link del {link}"));
        _namespaces.ForEach(space => Shell.Try($"ip netns del {space}"));
    }

    private static void Quiet(string link)
    {
        var control = $"/proc/sys/net/ipv6/conf/{link}/disable_ipv6";
        if (File.Exists(control))
        {
            File.WriteAllText(control, "1");
        }

        Shell.Run($"ip link set {link} up");
    }
}
