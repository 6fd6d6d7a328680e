using NfvRuntime.Host;

namespace NfvRuntime.Runtime;

/// <summary>A port that a guest is given.</summary>
/// <param name="Name">Its name in the guest's document.</param>
/// <param name="Segment">Number of the guest's segment.</param>
/// <param name="Region">Number of the region that it lies in.</param>
/// <param name="Device">What the guest uses it by.</param>
internal sealed record GuestPort(string Name, int Segment, int Region, PtnetDevice Device)
{
    /// <summary>Lends what the last guest took with it, once the region has been put right.</summary>
    public void Replenish(uint lent)
    {
        if (Device.Configuration.ExtraCount < lent)
        {
            Device.Lend();
        }
    }
}
