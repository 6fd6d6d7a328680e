using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NfvRuntime.Guests.Transport.Native;
using NfvRuntime.Netmap;

namespace NfvRuntime.Guests.Ivshmem;

/// <summary>A region's device as the virtual machine sees it: a PCI device of QEMU's kind "ivshmem".</summary>
/// <param name="Address">Its address on the bus, such as <c>0000:00:10.0</c>.</param>
/// <param name="Folder">What the kernel shows of it.</param>
public sealed record IvshmemDevice(string Address, string Folder)
{
    /// <summary>Where the kernel shows PCI devices.</summary>
    public const string Devices = "/sys/bus/pci/devices";

    private const int Vendor = 0x1af4;
    private const int Device = 0x1110;

    /// <summary>The devices of this machine, in the order of their addresses.</summary>
    /// <param name="devices">Where the kernel shows them.</param>
    public static IReadOnlyList<IvshmemDevice> Find(string devices = Devices) => Directory.Exists(devices)
        ?
        [
            .. from folder in Directory.EnumerateDirectories(devices)
               where Number(folder, "vendor") == Vendor && Number(folder, "device") == Device
               orderby folder
               select new IvshmemDevice(Path.GetFileName(folder), folder),
        ]
        : [];

    /// <summary>Maps the region that lies in the device's memory (BAR 2).</summary>
    /// <exception cref="RegionException">There is no region in it, or it cannot be mapped.</exception>
    public Region MapRegion()
    {
        string path = Path.Combine(Folder, "resource2");
        int descriptor = Libc.Open(path, Libc.ReadWriteCloexec);
        if (descriptor < 0)
        {
            throw new RegionException($"device {Address}: cannot open {path}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}; the agent must be root in its guest");
        }

        // The file's size is that of the memory; it can be mapped, and not be read.
        var memory = new SafeFileHandle(descriptor, ownsHandle: true);
        return Region.AttachWindow(memory, 0, RandomAccess.GetLength(memory));
    }

    private static int Number(string folder, string file)
    {
        string path = Path.Combine(folder, file);
        return File.Exists(path) && int.TryParse(File.ReadAllText(path).Trim().AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out int number) ? number : -1;
    }
}
