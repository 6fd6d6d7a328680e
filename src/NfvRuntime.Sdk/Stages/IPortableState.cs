namespace NfvRuntime.Sdk;

/// <summary>
/// Kept state that can leave its process: implemented by what a stage gives to <see cref="StageContext.Keep{T}(string, Func{T})"/>, so that
/// a stage that is moved, or whose guest is updated, goes on with what it knew. A stage has one such object at most.
/// </summary>
/// <remarks>On the stage's island only.</remarks>
public interface IPortableState
{
    /// <summary>Which kind and version of state it is, such as <c>nfv.counter/1</c>: only the same format is ever imported.</summary>
    string Format { get; }

    /// <summary>The state as bytes. Read by whoever imports it, perhaps on a machine of another byte order.</summary>
    byte[] Export();

    /// <summary>Puts exported state in the place of this one, all of it or, where it throws, nothing.</summary>
    /// <param name="data">What <see cref="Export"/> gave; not to be trusted.</param>
    /// <exception cref="InvalidDataException">It is no such state; the message says what is wrong.</exception>
    void Import(ReadOnlySpan<byte> data);
}
