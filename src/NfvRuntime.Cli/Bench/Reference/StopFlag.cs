namespace NfvRuntime.Cli.Bench.Reference;

/// <summary>One thread tells another to stop.</summary>
internal sealed class StopFlag
{
    private bool _set;

    public bool IsSet => Volatile.Read(ref _set);

    public void Set() => Volatile.Write(ref _set, true);
}
