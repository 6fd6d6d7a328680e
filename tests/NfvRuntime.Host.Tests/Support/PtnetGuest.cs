using NfvRuntime.Netmap;

namespace NfvRuntime.Host.Tests;

/// <summary>A guest of a device in this process, with a mapping and descriptors of its own, as another process has them.</summary>
internal sealed class PtnetGuest : IDisposable
{
    public PtnetGuest(PtnetDevice device)
    {
        Region = Region.Attach(Descriptors.Duplicate(device.Descriptors[0].Handle));
        Port = new PtnetPort(PtnetConfiguration.Parse(device.Configuration.ToBytes()), Region, Given(device), device.Execute);
    }

    public Region Region { get; }

    public PtnetPort Port { get; }

    public static PtnetDescriptor[] Given(PtnetDevice device) =>
        [.. device.Descriptors.Skip(1).Select(given => given with { Handle = Descriptors.Duplicate(given.Handle) })];

    public void Dispose()
    {
        Port.Dispose();
        Region.Dispose();
    }
}
