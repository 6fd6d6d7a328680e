using NfvRuntime.Host;

namespace NfvRuntime.Ports.Tests;

/// <summary>A thread that carries packets both ways between two ports, as long as it is there.</summary>
internal sealed class Forwarding : IDisposable
{
    private readonly Thread _thread;
    private Exception? _fault;
    private bool _end;

    public Forwarding(Bench bench, HostPort one, HostPort other)
    {
        RingDriver[] drivers = [bench.Rx(one), bench.Tx(other), bench.Rx(other), bench.Tx(one)];
        _thread = new Thread(() => Run(drivers)) { IsBackground = true };
        _thread.Start();
    }

    public void Dispose()
    {
        Volatile.Write(ref _end, true);
        _thread.Join();
        Assert.Null(_fault);
    }

    private void Run(RingDriver[] drivers)
    {
        try
        {
            while (!Volatile.Read(ref _end))
            {
                if (Bench.Forward(drivers[0], drivers[1]) + Bench.Forward(drivers[2], drivers[3]) == 0)
                {
                    Thread.Sleep(0);
                }
            }
        }
        catch (Exception e)
        {
            _fault = e;
        }
    }
}
