using Microsoft.Win32.SafeHandles;

namespace NfvRuntime.Guests.Transport;

/// <summary>
/// Descriptors that came beside a frame. Those that nobody takes are closed with the set; it is for one thread at a time.
/// </summary>
/// <param name="handles">In the order in which they were sent.</param>
public sealed class DescriptorSet(IReadOnlyList<SafeFileHandle> handles) : IDisposable
{
    private readonly SafeFileHandle?[] _handles = [.. handles];

    /// <summary>Nothing came.</summary>
    public static DescriptorSet None => new([]);

    /// <summary>How many came.</summary>
    public int Count => _handles.Length;

    /// <summary>Hands over one of them; the caller closes it.</summary>
    /// <param name="index">Its place in the order in which they were sent.</param>
    /// <exception cref="InvalidOperationException">It was taken before, or the set is closed.</exception>
    public SafeFileHandle Take(int index)
    {
        SafeFileHandle handle = _handles[index] ?? throw new InvalidOperationException($"Descriptor {index} was taken before.");
        _handles[index] = null;
        return handle;
    }

    /// <summary>Closes what was not taken.</summary>
    public void Dispose()
    {
        for (int i = 0; i < _handles.Length; i++)
        {
            _handles[i]?.Dispose();
            _handles[i] = null;
        }
    }
}
