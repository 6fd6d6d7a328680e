using Microsoft.Win32.SafeHandles;
using NfvRuntime.Host;
using NfvRuntime.Netmap;

namespace NfvRuntime.Runtime;

/// <summary>A port that a guest was given by an earlier host, and still has.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Record">Its configuration record, as the guest has it.</param>
/// <param name="Region">The memory of its region.</param>
/// <param name="Descriptors">The guest's other descriptors.</param>
public sealed record RecalledPort(string Name, PtnetConfiguration Record, SafeFileHandle Region, IReadOnlyList<PtnetDescriptor> Descriptors)
{
    /// <summary>Closes the descriptors that nobody has taken over.</summary>
    /// <param name="taken">Those that somebody has.</param>
    public void Close(IReadOnlySet<SafeFileHandle> taken)
    {
        foreach (SafeFileHandle handle in Descriptors.Select(descriptor => descriptor.Handle).Append(Region).Where(handle => !taken.Contains(handle)))
        {
            handle.Dispose();
        }
    }
}
