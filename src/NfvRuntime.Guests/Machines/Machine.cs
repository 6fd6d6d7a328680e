namespace NfvRuntime.Guests.Machines;

/// <summary>A virtual machine as it is wanted: what <see cref="QemuCommandLine"/> says to QEMU. Immutable.</summary>
public sealed record Machine
{
    /// <summary>The name of the virtio-serial port on which the agent is spoken with.</summary>
    public const string AgentPort = "nfv.agent";

    /// <summary>Kernel arguments that every machine gets: the console goes to a file, a panic ends the machine, and a timer that is late because the host is
    /// busy is none.</summary>
    public const string KernelArguments = "console=ttyS0 quiet panic=-1 no_timer_check";

    /// <summary>The guest's name: letters, digits, '-' and '_'. The kernel's argument <c>nfv.guest</c> tells it to the guest.</summary>
    public required string Name { get; init; }

    /// <summary>Where its sockets and its console log are.</summary>
    public required MachineFolder Folder { get; init; }

    /// <summary>Path of the kernel.</summary>
    public required string Kernel { get; init; }

    /// <summary>Path of the initial file system.</summary>
    public required string Initramfs { get; init; }

    /// <summary>The program that is run; found by <c>PATH</c> unless it is a path.</summary>
    public string Program { get; init; } = "qemu-system-x86_64";

    /// <summary>What executes it; <see cref="AcceleratorChoice"/> says what can.</summary>
    public Accelerator Accelerator { get; init; } = Accelerator.Tcg;

    /// <summary>Bytes of memory, whole MiB.</summary>
    public long Memory { get; init; } = 256 << 20;

    /// <summary>Virtual CPUs, at least 1.</summary>
    public int Cpus { get; init; } = 1;

    /// <summary>Memory that it shares with the host and with its trust group, in the order of their devices.</summary>
    public IReadOnlyList<MachineRegion> Regions { get; init; } = [];

    /// <summary>Whether it has a virtual IOMMU, by which user space in it may take interrupts (vfio-pci).</summary>
    public bool HasIommu { get; init; }

    /// <summary>A network device as QEMU's <c>-netdev</c> takes it, without its id, such as <c>tap,ifname=tap0,script=no,downscript=no</c>.
    /// Null, the default: no network device.</summary>
    public string? Network { get; init; }

    /// <summary>More kernel arguments.</summary>
    public string? MoreKernelArguments { get; init; }

    /// <summary>More arguments for QEMU, after all others.</summary>
    public IReadOnlyList<string> MoreArguments { get; init; } = [];

    /// <summary>Whether the kernel ends it when the process dies that started it. Otherwise a host that comes back finds it running.</summary>
    public bool DiesWithHost { get; init; } = true;
}
