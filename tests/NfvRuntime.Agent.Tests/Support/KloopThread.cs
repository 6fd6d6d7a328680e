using NfvRuntime.Host;

namespace NfvRuntime.Agent.Tests;

/// <summary>Serves a kloop until it is disposed of.</summary>
internal sealed class KloopThread : IDisposable
{
    private readonly Thread _thread;
    private volatile bool _ended;

    public KloopThread(Kloop kloop)
    {
        _thread = new Thread(() =>
        {
            while (!_ended)
            {
                if (!kloop.Poll()) Thread.Sleep(0);
            }
        })
        { IsBackground = true };
        _thread.Start();
    }

    public void Dispose()
    {
        _ended = true;
        _thread.Join();
    }
}
