namespace NfvRuntime.Sdk.TestKit;

/// <summary>Something that a test wants done on the stage's island.</summary>
internal sealed class IslandCall(Action body)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the body, and fails with what it threw.</summary>
    public Task Done => _done.Task;

    public void Run()
    {
        try
        {
            body();
            _done.SetResult();
        }
        catch (Exception fault)
        {
            _done.SetException(fault);
        }
    }
}
