using NfvRuntime.Packets;
using NfvRuntime.Ports.Native;

namespace NfvRuntime.Ports;

/// <summary>One queue of a TAP device: one descriptor, used by a receive and by a transmit ring, and closed when both are done.</summary>
/// <remarks>A device that the first queue has made goes away with the last one, unless it was made to stay (<c>ip tuntap add</c>).</remarks>
internal sealed unsafe class TapQueue
{
    private int _users = 1;

    /// <exception cref="PortException">The device or the right to it is missing, or it is of another kind.</exception>
    public TapQueue(TapSpec spec)
    {
        Descriptor = LibC.Open(TapAbi.Device, TapAbi.OpenFlags);
        if (Descriptor < 0)
        {
            throw new PortException($"{spec.Text}: {(Errno.Last switch
            {
                Errno.ENOENT or Errno.ENODEV or Errno.ENXIO => $"there is no {TapAbi.Device}: load the module (modprobe tun), "
                    + $"or hand the device into the container (--device {TapAbi.Device})",
                Errno.EACCES or Errno.EPERM => $"no right to open {TapAbi.Device}: run as root, or let the user's group read and write it",
                var error => $"cannot open {TapAbi.Device}: {Errno.Text(error)}",
            })}");
        }

        try
        {
            Attach(spec);
        }
        catch
        {
            Release();
            throw;
        }
    }

    public int Descriptor { get; }

    /// <summary>Whether the device still exists, in whatever network namespace.</summary>
    public bool IsAttached
    {
        get
        {
            InterfaceRequest request = default;
            return LibC.Control(Descriptor, TapAbi.GetInterface, &request) == 0;
        }
    }

    /// <summary>One more ring uses it.</summary>
    public TapQueue Retain()
    {
        _users++;
        return this;
    }

    /// <summary>One ring less uses it; on the control path.</summary>
    public void Release()
    {
        if (--_users == 0)
        {
            _ = LibC.Close(Descriptor);
        }
    }

    private void Attach(TapSpec spec)
    {
        var flags = TapAbi.Tap | TapAbi.NoPacketInformation | TapAbi.VnetHeader | (spec.Rings > 1 ? TapAbi.ManyQueues : 0);
        var request = new InterfaceRequest(spec.Interface) { Flags = (ushort)flags };
        if (LibC.Control(Descriptor, TapAbi.SetInterface, &request) != 0)
        {
            throw new PortException($"{spec.Text}: {(Errno.Last switch
            {
                Errno.EPERM or Errno.EACCES => "making or opening a TAP needs the capability CAP_NET_ADMIN: run as root, give it to the program once "
                    + "(setcap cap_net_admin+ep FILE), or make the TAP for the user (ip tuntap add ... mode tap vnet_hdr user NAME)",
                Errno.EBUSY => $"'{spec.Interface}' is in use by another program",
                Errno.EINVAL => $"'{spec.Interface}' exists and is no TAP that can be opened with {spec.Rings} ring{(spec.Rings == 1 ? "" : "s")}: "
                    + "take another name, or remove it; several rings need one made with multi_queue, one ring one made without",
                var error => $"cannot open the TAP: {Errno.Text(error)}",
            })}");
        }

        var length = VirtioNetHeader.LongLength;
        Require(spec, LibC.Control(Descriptor, TapAbi.SetHeaderLength, &length), "headers of 12 bytes");

        // By value, not by address. Kernels before 6.2 do not segment UDP.
        if (LibC.Control(Descriptor, TapAbi.SetOffload, (void*)(TapAbi.TcpOffloads | TapAbi.UdpOffloads)) != 0)
        {
            Require(spec, LibC.Control(Descriptor, TapAbi.SetOffload, (void*)TapAbi.TcpOffloads), "offloads");
        }
    }

    private static void Require(TapSpec spec, int result, string what)
    {
        if (result != 0)
        {
            throw new PortException($"{spec.Text}: the kernel refuses {what}: {Errno.Text(Errno.Last)}");
        }
    }
}
