using System.Globalization;
using System.Numerics;

namespace NfvRuntime.Guests.Machines;

/// <summary>The command line by which QEMU (7.2 and later) becomes a <see cref="Machine"/>.</summary>
public static class QemuCommandLine
{
    private const string Sandbox = "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny";
    private const long Mebibyte = 1 << 20;

    /// <summary>Translated code that is kept, MiB: QEMU's own default is a gigabyte for each machine.</summary>
    private const int TranslationCache = 128;

    /// <summary>The arguments, without the program.</summary>
    /// <exception cref="MachineException">The machine is impossible.</exception>
    public static IReadOnlyList<string> Arguments(Machine machine)
    {
        Check(machine);
        long modules = machine.Regions.OfType<NvdimmRegion>().Sum(static region => region.Bytes / Mebibyte);
        string memory = Say($"size={machine.Memory / Mebibyte}M");
        if (modules > 0)
        {
            memory += Say($",slots={machine.Regions.Count},maxmem={(machine.Memory / Mebibyte) + modules}M");
        }

        List<string> line =
        [
            "-name", $"guest={machine.Name}",
            "-machine", "q35,usb=off,vmport=off" + (modules > 0 ? ",nvdimm=on" : "") + InterruptChip(machine),
            .. Accelerated(machine),
            "-smp", Say($"cpus={machine.Cpus}"),
            "-m", memory,
            "-nodefaults", "-no-user-config", "-no-reboot",
            "-display", "none",
            "-sandbox", Sandbox,
            "-kernel", machine.Kernel,
            "-initrd", machine.Initramfs,
            "-append", KernelArguments(machine),
            "-chardev", $"file,id=console,append=on,path={Escape(machine.Folder.Console)}",
            "-serial", "chardev:console",
            "-chardev", $"socket,id=control,server=on,wait=off,path={Escape(machine.Folder.Control)}",
            "-mon", "chardev=control,mode=control",
        ];
        if (machine.HasIommu)
        {
            line.AddRange(["-device", "intel-iommu,intremap=on"]); // before all devices that it serves
        }

        line.AddRange(
        [
            "-chardev", $"socket,id=agent,server=on,wait=off,path={Escape(machine.Folder.Agent)}",
            "-device", "virtio-serial-pci,id=serial,max_ports=2",
            "-device", $"virtserialport,chardev=agent,name={Machine.AgentPort}",
        ]);
        for (int i = 0; i < machine.Regions.Count; i++)
        {
            line.AddRange(Device(machine.Regions[i], MachineRegion.FirstSlot + i));
        }

        if (machine.Network is { } network)
        {
            int kind = network.IndexOf(',', StringComparison.Ordinal);
            line.AddRange(["-netdev", kind < 0 ? $"{network},id=net" : $"{network[..kind]},id=net{network[kind..]}", "-device", "virtio-net-pci,netdev=net"]);
        }

        return [.. line, .. machine.MoreArguments];
    }

    /// <summary>A command line as a shell takes it, an option on each line.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    public static string Shell(string program, IEnumerable<string> arguments)
    {
        var text = new System.Text.StringBuilder(Quote(program));
        foreach (string argument in arguments)
        {
            text.Append(argument.StartsWith('-') ? " \\\n  " : " ").Append(Quote(argument));
        }

        return text.ToString();
    }

    /// <summary>The address by which the guest finds the device of a region that is one on its PCI bus.</summary>
    /// <param name="index">The region's place in <see cref="Machine.Regions"/>.</param>
    public static string AddressOf(int index) => string.Create(CultureInfo.InvariantCulture, $"0000:00:{MachineRegion.FirstSlot + index:x2}.0");

    private static IEnumerable<string> Accelerated(Machine machine) => machine.Accelerator == Accelerator.Kvm
        ? ["-accel", "kvm", "-cpu", "host"]
        : ["-accel", Say($"tcg,tb-size={TranslationCache}"), "-cpu", "max"];

    // Interrupts that an IOMMU remaps need the interrupt chip's half in QEMU.
    private static string InterruptChip(Machine machine) =>
        machine is { HasIommu: true, Accelerator: Accelerator.Kvm } ? ",kernel-irqchip=split" : "";

    private static string KernelArguments(Machine machine) => string.Join(' ', new[]
    {
        Machine.KernelArguments, $"nfv.guest={machine.Name}", machine.HasIommu ? "intel_iommu=on" : null, machine.MoreKernelArguments,
    }.Where(static argument => argument is not null));

    private static IEnumerable<string> Device(MachineRegion region, int slot) => region switch
    {
        PlainRegion plain =>
        [
            "-object", Backend(region.Name, plain.Memory, plain.Bytes),
            "-device", Say($"ivshmem-plain,id=region-{region.Name},memdev=memory-{region.Name},addr=0x{slot:x}"),
        ],
        DoorbellRegion doorbell =>
        [
            "-chardev", $"socket,id=server-{region.Name},path={Escape(doorbell.Server)}",
            "-device", Say($"ivshmem-doorbell,id=region-{region.Name},chardev=server-{region.Name},vectors={doorbell.Vectors},addr=0x{slot:x}"),
        ],
        NvdimmRegion module =>
        [
            "-object", Backend(region.Name, module.Memory, module.Bytes),
            "-device", $"nvdimm,id=region-{region.Name},memdev=memory-{region.Name}",
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(region)),
    };

    private static string Backend(string name, string path, long bytes) =>
        Say($"memory-backend-file,id=memory-{name},share=on,mem-path={Escape(path)},size={bytes}");

    private static void Check(Machine machine)
    {
        Require(IsName(machine.Name), $"'{machine.Name}' is no name for a guest: use letters, digits, '-' and '_'");
        Require(machine.Memory > 0 && machine.Memory % Mebibyte == 0, $"{machine.Name}: {machine.Memory} bytes of memory: give whole MiB");
        Require(machine.Cpus >= 1, $"{machine.Name}: {machine.Cpus} CPUs: give at least one");
        Require(machine.Regions.Count <= MachineRegion.Most, $"{machine.Name}: {machine.Regions.Count} regions: a machine has room for {MachineRegion.Most}");
        foreach (MachineRegion region in machine.Regions)
        {
            Require(IsName(region.Name), $"{machine.Name}: '{region.Name}' is no name for a region: use letters, digits, '-' and '_'");
            Require(region is not PlainRegion plain || BitOperations.IsPow2(plain.Bytes),
                $"{machine.Name}: region '{region.Name}' must have a power of two of bytes, as the window of a PCI device");
            Require(region is not DoorbellRegion doorbell || doorbell.Vectors is >= 1 and <= 2048,
                $"{machine.Name}: region '{region.Name}': a device has 1 to 2048 interrupts");
            Require(region is not NvdimmRegion module || (module.Bytes > 0 && module.Bytes % Mebibyte == 0),
                $"{machine.Name}: region '{region.Name}' must have whole MiB as a memory module");
        }

        Require(machine.Regions.DistinctBy(static region => region.Name).Count() == machine.Regions.Count, $"{machine.Name}: two regions have one name");
    }

    private static bool IsName(string name) => name.Length > 0 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new MachineException(otherwise);
        }
    }

    /// <summary>A comma ends a value for QEMU unless it stands twice.</summary>
    private static string Escape(string value) => value.Replace(",", ",,", StringComparison.Ordinal);

    private static string Quote(string word) =>
        word.Length > 0 && word.All(static c => char.IsAsciiLetterOrDigit(c) || "-_=.,:/+@%".Contains(c, StringComparison.Ordinal))
            ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Say(FormattableString text) => FormattableString.Invariant(text);
}
