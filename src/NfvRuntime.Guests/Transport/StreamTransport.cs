using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NfvRuntime.Guests.Transport;

/// <summary>Any stream as a transport; it carries no descriptors. The stream is closed with it.</summary>
/// <param name="stream">Can be read and written at the same time.</param>
/// <param name="outlivesSessions">Whether bytes of an earlier session may come first, as on a virtio-serial port.</param>
public sealed class StreamTransport(Stream stream, bool outlivesSessions = false) : AgentTransport
{
    /// <inheritdoc/>
    public override bool OutlivesSessions => outlivesSessions;

    /// <inheritdoc/>
    public override bool CarriesDescriptors => false;

    /// <inheritdoc/>
    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, ICollection<SafeFileHandle> arrived, CancellationToken cancellation) =>
        // Not every stream can give up reading, for example that of a device.
        new(stream.ReadAsync(buffer, CancellationToken.None).AsTask().WaitAsync(cancellation));

    /// <inheritdoc/>
    public override async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, IReadOnlyList<SafeHandle> descriptors, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(descriptors.Count, 0);
        await stream.WriteAsync(bytes, cancellation).ConfigureAwait(false);
        await stream.FlushAsync(cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => stream.DisposeAsync();
}
