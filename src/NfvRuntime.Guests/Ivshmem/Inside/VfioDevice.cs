using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using NfvRuntime.Guests.Transport.Native;

namespace NfvRuntime.Guests.Ivshmem;

/// <summary>A PCI device in the hands of vfio-pci (Linux: driver-api/vfio, include/uapi/linux/vfio.h).</summary>
internal sealed unsafe class VfioDevice : IDisposable
{
    private const string Container = "/dev/vfio/vfio";
    private const nint TypeOneIommu = 3; // VFIO_TYPE1v2_IOMMU
    private const uint GroupIsViable = 1;
    private const int MessageInterrupts = 2; // VFIO_PCI_MSIX_IRQ_INDEX
    private const int ConfigurationIndex = 7;
    private const int CommandRegister = 4;
    private const byte MemoryAndMaster = 2 | 4;
    private const uint TriggerByEvents = (1 << 2) | (1 << 5);

    private readonly string _address;
    private readonly SafeFileHandle _container;
    private readonly SafeFileHandle _group;
    private readonly List<(nint Start, nuint Length)> _mapped = [];

    private VfioDevice(string address, SafeFileHandle container, SafeFileHandle group)
    {
        _address = address;
        _container = container;
        _group = group;
        Handle = null!;
    }

    public SafeFileHandle Handle { get; private set; }

    /// <summary>How many message-signalled interrupts it has.</summary>
    public int Interrupts { get; private set; }

    /// <exception cref="IOException">It cannot be had; the message says why.</exception>
    public static VfioDevice Open(string address, string folder)
    {
        string link = Path.Combine(folder, "iommu_group");
        if (!Path.Exists(link))
        {
            throw new IOException($"device {address} has no IOMMU: start the machine with one (intel-iommu), and its kernel with intel_iommu=on");
        }

        Bind(address, folder);
        string group = new DirectoryInfo(link).ResolveLinkTarget(returnFinalTarget: true)!.Name;
        var device = new VfioDevice(address, OpenFile(Container), OpenFile($"/dev/vfio/{group}"));
        try
        {
            device.Take();
            return device;
        }
        catch
        {
            device.Dispose();
            throw;
        }
    }

    /// <summary>Where a region of the device lies in its descriptor.</summary>
    public (long Offset, long Bytes) RegionOf(int index)
    {
        var info = new RegionInfo { Size = (uint)sizeof(RegionInfo), Index = (uint)index };
        Ask(Handle, Request.RegionInfo, &info, $"describe its memory {index}");
        return ((long)info.Offset, (long)info.Bytes);
    }

    /// <summary>Maps the beginning of a region until the device is disposed of. A region smaller than a page has the page for itself.</summary>
    public void* Map(int index, int bytes)
    {
        nint start = Libc.Map(0, (nuint)bytes, Libc.ReadWrite, Libc.MapShared, Handle, RegionOf(index).Offset);
        if (start == -1)
        {
            throw Failure($"map its memory {index}");
        }

        _mapped.Add((start, (nuint)bytes));
        return (void*)start;
    }

    /// <summary>Has the first interrupts signal events.</summary>
    public void SetInterrupts(ReadOnlySpan<int> events)
    {
        int size = sizeof(InterruptSet) + (events.Length * sizeof(int));
        byte* request = stackalloc byte[size];
        *(InterruptSet*)request = new InterruptSet { Size = (uint)size, Flags = TriggerByEvents, Index = MessageInterrupts, Start = 0, Count = (uint)events.Length };
        events.CopyTo(new Span<int>(request + sizeof(InterruptSet), events.Length));
        Ask(Handle, Request.SetInterrupts, request, "set its interrupts");
    }

    public void Dispose()
    {
        foreach ((nint start, nuint length) in _mapped)
        {
            _ = Libc.Unmap(start, length);
        }

        _mapped.Clear();
        Handle?.Dispose();
        _group.Dispose();
        _container.Dispose();
    }

    private void Take()
    {
        var status = new GroupStatus { Size = (uint)sizeof(GroupStatus) };
        Ask(_group, Request.GroupStatus, &status, "ask for its group");
        if ((status.Flags & GroupIsViable) == 0)
        {
            throw new IOException($"device {_address}: another device of its IOMMU group is in use by a driver of the kernel");
        }

        int container = (int)_container.DangerousGetHandle();
        Ask(_group, Request.SetContainer, &container, "join its group");
        if (Libc.Control(_container, (nuint)Request.SetIommu, TypeOneIommu) < 0)
        {
            throw Failure("use its IOMMU");
        }

        fixed (byte* address = Encoding.ASCII.GetBytes(_address + "\0"))
        {
            int descriptor = Libc.Control(_group, (nuint)Request.DeviceDescriptor, (nint)address);
            Handle = descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw Failure("open it");
        }

        // Interrupts are writes of the device to memory: it may not do any before its command register says so.
        long command = RegionOf(ConfigurationIndex).Offset + CommandRegister;
        Span<byte> word = stackalloc byte[sizeof(ushort)];
        if (Libc.ReadAt(Handle, word, sizeof(ushort), command) != sizeof(ushort))
        {
            throw Failure("read its command register");
        }

        word[0] |= MemoryAndMaster;
        if (Libc.WriteAt(Handle, word, sizeof(ushort), command) != sizeof(ushort))
        {
            throw Failure("write its command register");
        }

        var interrupts = new InterruptInfo { Size = (uint)sizeof(InterruptInfo), Index = MessageInterrupts };
        Ask(Handle, Request.InterruptInfo, &interrupts, "count its interrupts");
        Interrupts = interrupts.Count > 0 ? (int)interrupts.Count : throw new IOException($"device {_address} has no interrupts: it is an ivshmem-plain");
    }

    private static void Bind(string address, string folder)
    {
        try
        {
            string driver = Path.Combine(folder, "driver");
            if (Path.Exists(driver) && new DirectoryInfo(driver).ResolveLinkTarget(returnFinalTarget: true)!.Name == "vfio-pci")
            {
                return;
            }

            File.WriteAllText(Path.Combine(folder, "driver_override"), "vfio-pci");
            if (Path.Exists(driver))
            {
                File.WriteAllText(Path.Combine(driver, "unbind"), address);
            }

            File.WriteAllText("/sys/bus/pci/drivers_probe", address);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new IOException($"device {address} cannot be given to vfio-pci: {e.Message}; load the module, and be root", e);
        }
    }

    private void Ask(SafeHandle file, Request request, void* argument, string what)
    {
        if (Libc.Control(file, (nuint)request, (nint)argument) < 0)
        {
            throw Failure(what);
        }
    }

    private IOException Failure(string what) =>
        new($"device {_address}: vfio cannot {what}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");

    private static SafeFileHandle OpenFile(string path)
    {
        int descriptor = Libc.Open(path, Libc.ReadWriteCloexec);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw new IOException($"cannot open {path}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}; is vfio-pci loaded?");
    }

    /// <summary>The requests' numbers: _IO(';', 100 + n).</summary>
    private enum Request : uint
    {
        SetIommu = 0x3b66,
        GroupStatus = 0x3b67,
        SetContainer = 0x3b68,
        DeviceDescriptor = 0x3b6a,
        RegionInfo = 0x3b6c,
        InterruptInfo = 0x3b6d,
        SetInterrupts = 0x3b6e,
    }

    private struct GroupStatus
    {
        public uint Size;
        public uint Flags;
    }

    private struct RegionInfo
    {
        public uint Size;
        public uint Flags;
        public uint Index;
        public uint Capabilities;
        public ulong Bytes;
        public ulong Offset;
    }

    private struct InterruptInfo
    {
        public uint Size;
        public uint Flags;
        public uint Index;
        public uint Count;
    }

    private struct InterruptSet
    {
        public uint Size;
        public uint Flags;
        public uint Index;
        public uint Start;
        public uint Count;
    }
}
