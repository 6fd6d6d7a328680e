namespace NfvRuntime.Guests.Machines;

/// <summary>The command lines of the original ptnet device, for hosts that have netmap and a hypervisor made for it. Nothing in this project runs them.</summary>
public static class PtnetCommandLine
{
    /// <summary>For the QEMU of netmap's authors, which has the device <c>ptnet-pci</c>.</summary>
    /// <param name="machine">The machine; its regions are left out, since the netmap port takes their place.</param>
    /// <param name="ports">Names of netmap ports that are passed through, such as <c>vale1:1</c> or <c>netmap:eth0</c>.</param>
    public static IReadOnlyList<string> Qemu(Machine machine, IReadOnlyList<string> ports)
    {
        var devices = new List<string>();
        for (int i = 0; i < ports.Count; i++)
        {
            devices.AddRange(["-netdev", FormattableString.Invariant($"netmap,id=netmap{i},ifname={ports[i]},passthrough=on"),
                "-device", FormattableString.Invariant($"ptnet-pci,netdev=netmap{i}")]);
        }

        return [.. QemuCommandLine.Arguments(machine with { Regions = [], HasIommu = false }), .. devices];
    }

    /// <summary>For FreeBSD's bhyve with netmap's patches.</summary>
    /// <param name="machine">The machine; its kernel is to be loaded by a loader of bhyve's.</param>
    /// <param name="ports">Names of netmap ports that are passed through.</param>
    public static IReadOnlyList<string> Bhyve(Machine machine, IReadOnlyList<string> ports)
    {
        List<string> line =
        [
            "-c", FormattableString.Invariant($"{machine.Cpus}"), "-m", FormattableString.Invariant($"{machine.Memory >> 20}M"), "-A", "-H", "-P",
            "-l", "com1,stdio", "-s", "0,hostbridge", "-s", "1,lpc",
        ];
        for (int i = 0; i < ports.Count; i++)
        {
            line.AddRange(["-s", FormattableString.Invariant($"{i + 2},ptnet,{ports[i]}")]);
        }

        return [.. line, machine.Name];
    }
}
