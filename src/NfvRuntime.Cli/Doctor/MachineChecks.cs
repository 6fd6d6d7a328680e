using System.Globalization;
using NfvRuntime.Chains;
using NfvRuntime.Guests.Machines;

namespace NfvRuntime.Cli.Doctor;

/// <summary>What this machine has: processors, virtualization, memory, kernel, limits.</summary>
internal static class MachineChecks
{
    private const int FewDescriptors = 4096;
    private const long LittleLockedMemory = 64 << 20;
    private static readonly Version OldestKernel = new(5, 4);

    public static IEnumerable<Finding> Run(SystemView view, int cpus, ChainPlan? plan) =>
        [.. Processors(cpus, plan), Virtualization(), Qemu(), .. HugePages(view), Kernel(view), .. Limits(view), Netmap(view), Tun(view), Numa(view)];

    private static IEnumerable<Finding> Processors(int cpus, ChainPlan? plan)
    {
        if (plan is null)
        {
            yield return new("cpus", cpus > 1 ? FindingLevel.Ok : FindingLevel.Note, $"{cpus} CPUs",
                cpus > 1 ? null : "with one CPU no island spins: give the machine two or more");
            yield break;
        }

        int islands = plan.Placement.Islands.Count;
        yield return islands <= cpus
            ? new("cpus", FindingLevel.Ok, $"{cpus} CPUs for {islands} islands of chain '{plan.Name}'")
            : new("cpus", FindingLevel.Warning, $"{islands} islands of chain '{plan.Name}' share {cpus} CPUs, so none of them spins and each kick costs a wake-up",
                "put more stages into one guest, or use a machine with more CPUs");
    }

    private static Finding Virtualization()
    {
        AcceleratorChoice choice = AcceleratorChoice.Offered();
        return choice.Accelerator == Accelerator.Kvm
            ? new("kvm", FindingLevel.Ok, "/dev/kvm is there; 'nfv guest image --boot' tries whether a kernel runs on it")
            : new("kvm", FindingLevel.Note, "virtual machines run by translation, many times slower than by KVM", choice.Reason);
    }

    private static Finding Qemu() => SystemView.HasProgram("qemu-system-x86_64")
        ? new("qemu", FindingLevel.Ok, "qemu-system-x86_64 is installed")
        : new("qemu", FindingLevel.Note, "no QEMU: guests can be processes only", "install qemu-system-x86 and busybox-static");

    private static IEnumerable<Finding> HugePages(SystemView view)
    {
        const string Shared = "sys/kernel/mm/transparent_hugepage/shmem_enabled";
        if (view.Read(Shared) is { } state)
        {
            bool isOn = state.Contains("[always]", StringComparison.Ordinal) || state.Contains("[advise]", StringComparison.Ordinal)
                || state.Contains("[within_size]", StringComparison.Ordinal);
            yield return isOn
                ? new("hugepages", FindingLevel.Ok, "regions get huge pages")
                : new("hugepages", FindingLevel.Note, "regions get small pages: touching headers in a region of 40 MB or more costs 16 to 35 % more",
                    $"echo advise > /{Shared}");
        }
        else
        {
            yield return new("hugepages", FindingLevel.Note, "the kernel has no transparent huge pages for shared memory");
        }
    }

    private static Finding Kernel(SystemView view)
    {
        string release = view.Read("proc/sys/kernel/osrelease") ?? "";
        string[] parts = release.Split('.', '-');
        bool isKnown = parts.Length > 1 & int.TryParse(parts[0], CultureInfo.InvariantCulture, out int major);
        int minor = 0;
        isKnown = isKnown && int.TryParse(parts[1], CultureInfo.InvariantCulture, out minor);
        return !isKnown ? new("kernel", FindingLevel.Warning, $"the kernel's version '{release}' cannot be told")
            : new Version(major, minor) >= OldestKernel ? new("kernel", FindingLevel.Ok, $"Linux {release}")
            : new("kernel", FindingLevel.Error, $"Linux {release} is too old to watch guests (pidfd)", $"use {OldestKernel} or later");
    }

    private static IEnumerable<Finding> Limits(SystemView view)
    {
        long? files = Soft(view, "Max open files"), locked = Soft(view, "Max locked memory");
        if (files is { } open)
        {
            yield return open >= FewDescriptors
                ? new("nofile", FindingLevel.Ok, $"{Say(open)} open files")
                : new("nofile", FindingLevel.Warning, $"only {open} open files: every ring of every guest takes two",
                    $"ulimit -n {FewDescriptors * 4}, or LimitNOFILE= of a service");
        }

        if (locked is { } bytes)
        {
            yield return bytes >= LittleLockedMemory
                ? new("memlock", FindingLevel.Ok, bytes == long.MaxValue ? "any memory may be locked" : $"{bytes >> 20} MiB may be locked")
                : new("memlock", FindingLevel.Note, $"only {bytes >> 10} KiB may be locked: AF_XDP ports need the memory of their region",
                    "ulimit -l unlimited, or LimitMEMLOCK= of a service");
        }
    }

    private static Finding Netmap(SystemView view) => view.Has("dev/netmap")
        ? new("netmap", FindingLevel.Ok, "the kernel's netmap is there")
        : new("netmap", FindingLevel.Note, "no /dev/netmap: rings live in this program's own netmap host, NICs are reached by packet:, tap: or xdp:",
            "for netmap NICs, build and load netmap's module");

    private static Finding Tun(SystemView view) => view.Has("dev/net/tun")
        ? new("tun", FindingLevel.Ok, "/dev/net/tun is there")
        : new("tun", FindingLevel.Note, "no /dev/net/tun: no tap: ports", "modprobe tun");

    private static Finding Numa(SystemView view)
    {
        string nodes = view.Read("sys/devices/system/node/online") ?? "0";
        return nodes == "0" ? new("numa", FindingLevel.Ok, "one memory node")
            : new("numa", FindingLevel.Note, $"memory nodes {nodes}: a chain that runs on CPUs of two of them reads its packets across",
                "start nfv by 'numactl --cpunodebind=0 --membind=0', the node of the NIC");
    }

    private static long? Soft(SystemView view, string limit)
    {
        string? word = view.Value("proc/self/limits", limit)?.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return word == "unlimited" ? long.MaxValue : long.TryParse(word, CultureInfo.InvariantCulture, out long value) ? value : null;
    }

    private static string Say(long count) => count == long.MaxValue ? "any number of" : count.ToString(CultureInfo.InvariantCulture);
}
