using System.Runtime.InteropServices;

namespace NfvRuntime.Guests.Protocol.Connection;

/// <summary>A frame on its way out; holds its descriptors open until it is gone.</summary>
internal sealed class OutgoingFrame : IDisposable
{
    private readonly int _held;

    public OutgoingFrame(byte[] bytes, IReadOnlyList<SafeHandle> descriptors)
    {
        Bytes = bytes;
        Descriptors = descriptors;
        try
        {
            for (; _held < descriptors.Count; _held++)
            {
                bool success = false;
                descriptors[_held].DangerousAddRef(ref success);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public byte[] Bytes { get; }

    public IReadOnlyList<SafeHandle> Descriptors { get; }

    public void Dispose()
    {
        for (int i = 0; i < _held; i++)
        {
            Descriptors[i].DangerousRelease();
        }
    }
}
