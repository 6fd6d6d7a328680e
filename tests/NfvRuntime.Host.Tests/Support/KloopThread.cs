namespace NfvRuntime.Host.Tests;

/// <summary>A thread that serves a kloop, woken by kicks.</summary>
internal sealed class KloopThread : IDisposable
{
    private readonly KloopRunner _runner;
    private readonly Task _running;

    private KloopThread(Kloop kloop)
    {
        _runner = new KloopRunner(kloop.Rings);
        _running = Task.Factory.StartNew(_runner.Run, TaskCreationOptions.LongRunning);
    }

    public static IDisposable Serve(Kloop kloop) => new KloopThread(kloop);

    public void Dispose()
    {
        _runner.Stop();
        _running.Wait();
        _runner.Dispose();
    }
}
