using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NfvRuntime.Guests.Transport.Native;

namespace NfvRuntime.Guests.Transport;

/// <summary>A virtio-serial port inside a virtual machine, found by its name. It stays there when the host closes its side; bytes that it carried for an
/// earlier session may come first.</summary>
public sealed class VirtioPortTransport : AgentTransport
{
    /// <summary>Where the kernel shows the ports.</summary>
    public const string Ports = "/sys/class/virtio-ports";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly SafeFileHandle _port;
    private readonly Watch _watch;

    private VirtioPortTransport(SafeFileHandle port)
    {
        _port = port;
        _watch = Readiness.Shared.Add(port);
    }

    /// <inheritdoc/>
    public override bool CarriesDescriptors => false;

    /// <inheritdoc/>
    public override bool OutlivesSessions => true;

    /// <summary>Opens a port, and waits until the host has opened its side.</summary>
    /// <param name="name">The port's name, such as <see cref="Machines.Machine.AgentPort"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="IOException">There is no such port, or somebody else has it open.</exception>
    public static async ValueTask<VirtioPortTransport> ConnectAsync(string name, CancellationToken cancellation = default)
    {
        string device = Find(name) ?? throw new IOException($"this machine has no virtio-serial port '{name}': is virtio_console loaded?");
        int descriptor = Libc.Open(device, Libc.ReadWriteCloexec | Libc.NonBlocking);
        if (descriptor < 0)
        {
            throw new IOException($"cannot open {device} (port '{name}'): {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        }

        var port = new SafeFileHandle(descriptor, ownsHandle: true);
        try
        {
            while (Libc.IsHungUp(port))
            {
                await Task.Delay(Look, cancellation).ConfigureAwait(false);
            }

            return new VirtioPortTransport(port);
        }
        catch
        {
            port.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReceiveAsync(Memory<byte> buffer, ICollection<SafeFileHandle> arrived, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            int read = Check(Libc.Read(_port, buffer.Span, (nuint)buffer.Length), "read");
            if (read >= 0)
            {
                return read; // 0: the host has closed its side
            }

            await _watch.WaitAsync(_watch.Readable, cancellation).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, IReadOnlyList<SafeHandle> descriptors, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(descriptors.Count, 0);
        while (!bytes.IsEmpty)
        {
            cancellation.ThrowIfCancellationRequested();
            int written = Check(Libc.Write(_port, bytes.Span, (nuint)bytes.Length), "write");
            if (written >= 0)
            {
                bytes = bytes[written..];
            }
            else if (Libc.IsHungUp(_port))
            {
                throw new IOException("The host has closed its side of the port.");
            }
            else
            {
                await _watch.WaitAsync(_watch.Writable, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _watch.Dispose();
        _port.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string? Find(string name)
    {
        string? folder = Directory.Exists(Ports)
            ? Directory.EnumerateDirectories(Ports).FirstOrDefault(port => File.ReadAllText(Path.Combine(port, "name")).Trim() == name) : null;
        return folder is null ? null : $"/dev/{Path.GetFileName(folder)}";
    }

    /// <returns>What the call did, or -1 if it has to be tried again later.</returns>
    private static int Check(nint result, string call)
    {
        if (result >= 0)
        {
            return (int)result;
        }

        int error = Marshal.GetLastPInvokeError();
        return error is Libc.Again or Libc.Interrupted ? -1
            : throw new IOException($"{call} on the port failed: {Marshal.GetPInvokeErrorMessage(error)}.");
    }
}
