namespace NfvRuntime.Actors.TestKit;

/// <summary>Keeps events from the log until it is disposed of.</summary>
public interface IUnmutableFilter : IDisposable
{
    /// <summary>Lets them through again.</summary>
    void Unmute();
}
