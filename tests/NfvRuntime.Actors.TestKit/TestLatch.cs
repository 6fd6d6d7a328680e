namespace NfvRuntime.Actors.TestKit;

/// <summary>Opens when it has been counted down.</summary>
public class TestLatch
{
    private readonly Lock _lock = new();
    private readonly int _total;
    private readonly TimeSpan _timeout;
    private TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left;

    /// <summary>Makes a latch.</summary>
    /// <param name="count">How often it is to be counted down.</param>
    /// <param name="defaultTimeout">How long <see cref="Ready()"/> waits.</param>
    public TestLatch(int count, TimeSpan defaultTimeout)
    {
        _total = count;
        _timeout = defaultTimeout;
        Reset();
    }

    /// <summary>Makes a latch.</summary>
    /// <param name="count">How often it is to be counted down.</param>
    public TestLatch(int count = 1)
        : this(count, TimeSpan.FromSeconds(5))
    {
    }

    /// <summary>Whether it is open.</summary>
    public bool IsOpen => Task.IsCompleted;

    private Task Task
    {
        get
        {
            lock (_lock)
            {
                return _opened.Task;
            }
        }
    }

    /// <summary>Counts down.</summary>
    public void CountDown() => CountDown(1);

    /// <summary>Opens it at once.</summary>
    public void Open() => CountDown(int.MaxValue);

    /// <summary>Closes it again.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            _opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _left = _total;
            CountDown(0);
        }
    }

    /// <summary>Waits until it is open.</summary>
    public void Ready() => Ready(_timeout);

    /// <summary>Waits until it is open.</summary>
    /// <param name="timeout">How long.</param>
    /// <exception cref="TimeoutException">It was not opened in time.</exception>
    public void Ready(TimeSpan timeout)
    {
        if (!Task.Wait(timeout))
        {
            throw new TimeoutException($"Timeout of {timeout}: the latch has not been counted down.");
        }
    }

    private void CountDown(int by)
    {
        lock (_lock)
        {
            _left = by >= _left ? 0 : _left - by;
            if (_left == 0)
            {
                _opened.TrySetResult();
            }
        }
    }
}
