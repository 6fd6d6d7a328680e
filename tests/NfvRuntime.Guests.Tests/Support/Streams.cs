using System.IO.Pipelines;
using NfvRuntime.Guests.Transport;

namespace NfvRuntime.Guests.Tests;

/// <summary>Transports over plain streams, as TLS or virtio-serial would give them.</summary>
internal static class Streams
{
    public static (AgentTransport One, AgentTransport Other) Pair(bool outliveSessions = false)
    {
        Pipe to = new(), from = new();
        return (
            new StreamTransport(new Joined(from.Reader.AsStream(), to.Writer.AsStream()), outliveSessions),
            new StreamTransport(new Joined(to.Reader.AsStream(), from.Writer.AsStream()), outliveSessions));
    }

    private sealed class Joined(Stream input, Stream output) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => input.Read(buffer, offset, count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            input.ReadAsync(buffer, cancellationToken);

        public override void Write(byte[] buffer, int offset, int count) => output.Write(buffer, offset, count);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            output.WriteAsync(buffer, cancellationToken);

        public override void Flush() => output.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => output.FlushAsync(cancellationToken);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            input.Dispose();
            output.Dispose();
            base.Dispose(disposing);
        }
    }
}
