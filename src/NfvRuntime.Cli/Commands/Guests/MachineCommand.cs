using System.CommandLine;
using NfvRuntime.Guests.Images;
using NfvRuntime.Guests.Machines;

namespace NfvRuntime.Cli.Commands.Guests;

/// <summary><c>nfv guest command</c>: the command line by which QEMU becomes a guest, and those of the original ptnet.</summary>
internal static class MachineCommand
{
    private const string NotRun = "# Not run by any test of this project: ";

    public static Command Create()
    {
        var name = new Option<string>("--name") { Description = "The guest's name.", DefaultValueFactory = _ => "guest" };
        var ports = new Option<string[]>("--ptnet")
        {
            Description = "A netmap port that the original ptnet passes through, such as vale1:1; repeat as needed.",
            HelpName = "PORT",
            DefaultValueFactory = _ => [],
        };
        var regions = new Option<string[]>("--region")
        {
            Description = "A region file that the guest maps (its size is a power of two); repeat as needed.",
            HelpName = "FILE",
            DefaultValueFactory = _ => [],
        };
        var modules = new Option<bool>("--nvdimm") { Description = "Regions are memory modules, not PCI devices (docs/vm.md)." };
        var kvm = new Option<bool>("--kvm") { Description = "Use KVM." };
        var cache = new Option<string>("--cache") { Description = "Where images are kept.", HelpName = "DIR", DefaultValueFactory = _ => ImageBuilder.DefaultCache };
        var options = new MachineOptions();
        var command = new Command("command", "Prints the command line of a guest; with --ptnet that for a netmap host and a hypervisor with ptnet.")
        {
            name, ports, regions, modules, kvm, cache,
        };
        options.AddTo(command);
        command.SetAction(parse =>
        {
            try
            {
                (string kernel, string initramfs) = Newest(parse.GetRequiredValue(cache));
                Machine machine = options.Read(parse, parse.GetRequiredValue(name), MachineFolder.Named(parse.GetRequiredValue(name)), kernel, initramfs) with
                {
                    Accelerator = parse.GetValue(kvm) ? Accelerator.Kvm : Accelerator.Tcg,
                    Regions = [.. parse.GetRequiredValue(regions).Select((file, i) => RegionOf(file, i, parse.GetValue(modules)))],
                };
                Print(machine, parse.GetRequiredValue(ports));
                return ExitStatus.Success;
            }
            catch (IOException e)
            {
                Console.Error.WriteLine($"error: {e.Message}");
                return ExitStatus.Error;
            }
        });
        return command;
    }

    private static void Print(Machine machine, string[] ports)
    {
        if (ports.Length == 0)
        {
            Console.WriteLine(QemuCommandLine.Shell(machine.Program, QemuCommandLine.Arguments(machine)));
            return;
        }

        Console.WriteLine(NotRun + "it needs netmap in the host's kernel and in the guest's, and the QEMU of netmap's authors.");
        Console.WriteLine(QemuCommandLine.Shell(machine.Program, PtnetCommandLine.Qemu(machine, ports)));
        Console.WriteLine();
        Console.WriteLine(NotRun + "it needs FreeBSD with netmap's bhyve, and a guest that a loader has loaded.");
        Console.WriteLine(QemuCommandLine.Shell("bhyve", PtnetCommandLine.Bhyve(machine, ports)));
    }

    private static MachineRegion RegionOf(string file, int index, bool isModule)
    {
        string name = FormattableString.Invariant($"r{index}");
        long bytes = new FileInfo(file).Length;
        return isModule ? new NvdimmRegion(name, Path.GetFullPath(file), bytes) : new PlainRegion(name, Path.GetFullPath(file), bytes);
    }

    private static (string Kernel, string Initramfs) Newest(string cache) => ImageBuilder.Newest(cache) is { } image
        ? (image.Kernel, image.Initramfs) : throw new FileNotFoundException($"no image in {cache}: make one by 'nfv guest image'");
}
