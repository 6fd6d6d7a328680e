using NfvRuntime.Guests.Machines;

namespace NfvRuntime.Guests.Tests.Machines;

public sealed class QemuCommandLineTests
{
    private static readonly Machine Plain = new()
    {
        Name = "vm1",
        Folder = MachineFolder.Named("vm1"),
        Kernel = "/images/vmlinuz",
        Initramfs = "/images/initramfs.gz",
    };

    [Fact]
    public void Nothing_is_there_that_was_not_asked_for()
    {
        IReadOnlyList<string> line = QemuCommandLine.Arguments(Plain);

        Assert.Contains("-nodefaults", line);
        Assert.Contains("-no-user-config", line);
        Assert.StartsWith("on,", line[Index(line, "-sandbox") + 1], StringComparison.Ordinal);
        Assert.Equal("size=256M", line[Index(line, "-m") + 1]);
        Assert.DoesNotContain(line, word => word.Contains("net", StringComparison.Ordinal) || word.Contains("ivshmem", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_region_has_a_device_in_a_slot_that_the_guest_can_compute()
    {
        IReadOnlyList<string> line = QemuCommandLine.Arguments(Plain with
        {
            Regions = [new PlainRegion("a", "/proc/7/fd/9", 1 << 20), new DoorbellRegion("b", "/run/x,y", 8)],
            HasIommu = true,
        });

        Assert.Contains("memory-backend-file,id=memory-a,share=on,mem-path=/proc/7/fd/9,size=1048576", line);
        Assert.Contains("ivshmem-plain,id=region-a,memdev=memory-a,addr=0x10", line);
        Assert.Contains("socket,id=server-b,path=/run/x,,y", line);
        Assert.Contains("ivshmem-doorbell,id=region-b,chardev=server-b,vectors=8,addr=0x11", line);
        Assert.Equal("0000:00:11.0", QemuCommandLine.AddressOf(1));
        Assert.True(Index(line, "intel-iommu,intremap=on") < Index(line, "ivshmem-plain,id=region-a,memdev=memory-a,addr=0x10"));
        Assert.Contains("intel_iommu=on", line[Index(line, "-append") + 1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_memory_module_extends_the_machines_memory()
    {
        IReadOnlyList<string> line = QemuCommandLine.Arguments(Plain with { Regions = [new NvdimmRegion("a", "/r", 64 << 20)] });

        Assert.Equal("size=256M,slots=1,maxmem=320M", line[Index(line, "-m") + 1]);
        Assert.Contains("nvdimm=on", line[Index(line, "-machine") + 1], StringComparison.Ordinal);
        Assert.Contains("nvdimm,id=region-a,memdev=memory-a", line);
    }

    [Theory]
    [InlineData("a b", 1, "no name for a guest")]
    [InlineData("a,b=c", 1, "no name for a guest")]
    [InlineData("ok", 0, "at least one")]
    public void Impossible_machines_are_refused(string name, int cpus, string why) =>
        Assert.Contains(why, Assert.Throws<MachineException>(() => QemuCommandLine.Arguments(Plain with { Name = name, Cpus = cpus })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(3 << 20, "power of two")]
    [InlineData(0, "power of two")]
    public void A_device_window_is_a_power_of_two(long bytes, string why)
    {
        Machine machine = Plain with { Regions = [new PlainRegion("a", "/r", bytes)] };
        Assert.Contains(why, Assert.Throws<MachineException>(() => QemuCommandLine.Arguments(machine)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_original_ptnet_is_named_as_its_authors_name_it()
    {
        Assert.Contains("netmap,id=netmap0,ifname=vale1:1,passthrough=on", PtnetCommandLine.Qemu(Plain, ["vale1:1"]));
        Assert.Contains("ptnet-pci,netdev=netmap0", PtnetCommandLine.Qemu(Plain, ["vale1:1"]));
        Assert.Contains("2,ptnet,vale1:1", PtnetCommandLine.Bhyve(Plain, ["vale1:1"]));
    }

    [Fact]
    public void A_shell_reads_what_is_printed()
    {
        string printed = QemuCommandLine.Shell("printf", ["%s|", "it's", "a b", "$HOME", "plain"]);
        Assert.Equal("it's|a b|$HOME|plain|", Run(printed));
    }

    private static string Run(string script)
    {
        using var shell = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("/bin/sh", ["-c", script]) { RedirectStandardOutput = true })!;
        return shell.StandardOutput.ReadToEnd();
    }

    private static int Index(IReadOnlyList<string> line, string word) => line.ToList().IndexOf(word);
}
