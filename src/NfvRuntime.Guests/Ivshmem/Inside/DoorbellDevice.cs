using Microsoft.Win32.SafeHandles;
using NfvRuntime.Guests.Transport.Native;
using NfvRuntime.Host;
using NfvRuntime.Netmap;

namespace NfvRuntime.Guests.Ivshmem;

/// <summary>A region's device with interrupts, driven from user space by vfio-pci. Needs root, and a virtual IOMMU
/// (<see cref="Machines.Machine.HasIommu"/>); where it cannot be had, the guest polls.</summary>
public sealed unsafe class DoorbellDevice : IDisposable
{
    private const int RegistersIndex = 0; // BAR 0
    private const int MemoryIndex = 2; // BAR 2
    private const int RegistersBytes = 4096;
    private const int PositionRegister = 2; // IVPosition, in words
    private const int DoorbellRegister = 3;

    private readonly VfioDevice _device;
    private readonly uint* _registers;
    private readonly WakeEvent[] _vectors;

    private DoorbellDevice(VfioDevice device)
    {
        _device = device;
        _registers = (uint*)device.Map(RegistersIndex, RegistersBytes);
        _vectors = new WakeEvent[device.Interrupts];
        for (int i = 0; i < _vectors.Length; i++)
        {
            _vectors[i] = new WakeEvent();
        }

        device.SetInterrupts([.. _vectors.Select(static vector => vector.Descriptor)]);
    }

    /// <summary>This machine's number among those that share the region; -1 if the server has not told it yet.</summary>
    public int Position => (int)Volatile.Read(ref _registers[PositionRegister]);

    /// <summary>How many vectors the device has.</summary>
    public int Vectors => _vectors.Length;

    /// <summary>Takes a device over from whatever driver has it.</summary>
    /// <exception cref="IOException">There is no IOMMU for it, or it is in use; the message says which.</exception>
    public static DoorbellDevice Open(IvshmemDevice device)
    {
        VfioDevice vfio = VfioDevice.Open(device.Address, device.Folder);
        try
        {
            return new DoorbellDevice(vfio);
        }
        catch
        {
            vfio.Dispose();
            throw;
        }
    }

    /// <summary>Maps the region in the device's memory. The kernel lets nobody map it beside vfio-pci, so it goes this way.</summary>
    /// <exception cref="RegionException">There is no region in it, or it cannot be mapped.</exception>
    public Region MapRegion()
    {
        (long offset, long bytes) = _device.RegionOf(MemoryIndex);
        return Region.AttachWindow(new SafeFileHandle(Libc.Duplicate(_device.Handle), ownsHandle: true), offset, bytes);
    }

    /// <summary>One end of a notification: signalling it rings a vector of a peer, and it is woken by the same vector of this machine.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="peer">The peer's number; 0 is the host.</param>
    public Wake WakeOf(int vector, int peer)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)vector, (uint)Vectors);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)peer, (uint)ushort.MaxValue);
        return new DoorbellWake(this, _vectors[vector], ((uint)peer << 16) | (uint)vector);
    }

    /// <summary>Gives the device back. Wakes of it are dead from here on.</summary>
    public void Dispose()
    {
        _device.Dispose();
        Array.ForEach(_vectors, static vector => vector.Dispose());
    }

    internal void Ring(uint word) => Volatile.Write(ref _registers[DoorbellRegister], word);
}
