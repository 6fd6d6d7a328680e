namespace NfvRuntime.Host.Tests;

/// <summary>Threads that serve kloops, asleep when there is nothing to do.</summary>
internal sealed class KloopServers : IDisposable
{
    private readonly WakeEvent _stop = new();
    private readonly Task[] _threads;
    private volatile bool _stopping;

    public KloopServers(Kloop[][] perThread, bool sleeps) =>
        _threads = [.. perThread.Select(kloops => Task.Factory.StartNew(() => Serve(kloops, sleeps), TaskCreationOptions.LongRunning))];

    public Task Stop()
    {
        _stopping = true;
        _stop.Signal();
        return Task.WhenAll(_threads);
    }

    public void Dispose() => _stop.Dispose();

    private void Serve(Kloop[] kloops, bool sleeps)
    {
        int[] descriptors = [_stop.Descriptor, .. kloops.SelectMany(kloop => kloop.Rings.Select(ring => ring.WakeDescriptor))];
        while (!_stopping)
        {
            bool moved = false;
            foreach (Kloop kloop in kloops)
            {
                moved |= kloop.Poll();
            }

            if (moved)
            {
                continue;
            }

            if (!sleeps)
            {
                Thread.Yield();
                continue;
            }

            if (!Array.Exists(kloops, kloop => kloop.Arm()))
            {
                Assert.True(Readable.AnyWithin(descriptors, 20_000), "lost wake-up of a kloop");
            }

            foreach (Kloop kloop in kloops)
            {
                kloop.Disarm();
                kloop.Drain();
            }
        }
    }
}
