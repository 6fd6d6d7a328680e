using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NfvRuntime.Guests.Transport;

/// <summary>
/// A stream of bytes in both directions: a Unix socket, a virtio-serial port, TLS. One receive and one send may be under way at a time.
/// </summary>
public abstract class AgentTransport : IAsyncDisposable
{
    /// <summary>Whether descriptors can travel beside the bytes.</summary>
    public abstract bool CarriesDescriptors { get; }

    /// <summary>
    /// Whether bytes of an earlier session may come first, as on a virtio-serial port whose agent or host was started anew.
    /// </summary>
    public virtual bool OutlivesSessions => false;

    /// <summary>Waits for bytes.</summary>
    /// <param name="buffer">Where they go; not empty.</param>
    /// <param name="arrived">Descriptors that came with them are added here, close-on-exec; the caller closes them.</param>
    /// <param name="cancellation">Gives up; the transport may be of no use any more.</param>
    /// <returns>How many came; 0 when the peer has closed its side or died.</returns>
    /// <exception cref="IOException">The transport failed, or descriptors were sent that this process cannot take.</exception>
    public abstract ValueTask<int> ReceiveAsync(Memory<byte> buffer, ICollection<SafeFileHandle> arrived, CancellationToken cancellation);

    /// <summary>Sends all of the bytes, and the descriptors with the first of them.</summary>
    /// <param name="bytes">Not empty.</param>
    /// <param name="descriptors">Stay open here.</param>
    /// <param name="cancellation">Gives up; part of the bytes may be gone then, so the stream is of no use any more.</param>
    /// <exception cref="IOException">The transport failed, or the peer is gone.</exception>
    public abstract ValueTask SendAsync(ReadOnlyMemory<byte> bytes, IReadOnlyList<SafeHandle> descriptors, CancellationToken cancellation);

    /// <summary>Closes both directions; a call under way ends with an error.</summary>
    public abstract ValueTask DisposeAsync();
}
