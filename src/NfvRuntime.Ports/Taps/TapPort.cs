using NfvRuntime.Ports.Native;

namespace NfvRuntime.Ports;

/// <summary>A TAP device: a network interface of the system whose wire ends in the chain. What the system sends on it is received here.</summary>
public sealed class TapPort : LivePort
{
    internal TapPort(TapSpec spec, PortContext context, IReadOnlyList<TapQueue> queues)
        : base(spec.Interface, context, () => queues[0].IsAttached)
    {
        try
        {
            foreach (var queue in queues)
            {
                if (spec.Use.HasFlag(PortDirection.Read))
                {
                    AddReceiver((kring, books) => new TapReceiver(kring, books, queue.Retain()), context);
                }

                if (spec.Use.HasFlag(PortDirection.Write))
                {
                    AddSender((_, books) => new TapSender(books, queue.Retain()), context);
                }
            }

            SetUp(spec);
        }
        catch
        {
            OnClosed();
            throw;
        }
    }

    private void SetUp(TapSpec spec)
    {
        var error = spec.Mtu > 0 ? Watch.SetMtu(spec.Mtu) : 0;
        if (error != 0)
        {
            throw new PortException($"{spec.Text}: cannot set an MTU of {spec.Mtu}: {Errno.Text(error)}");
        }

        error = spec.Up ? Watch.SetUp() : 0;
        if (error != 0)
        {
            throw new PortException($"{spec.Text}: cannot take '{spec.Interface}' up: {Errno.Text(error)}"
                + (error == Errno.EPERM ? "; it needs CAP_NET_ADMIN, or 'up: false' and somebody else to do it" : ""));
        }
    }
}
