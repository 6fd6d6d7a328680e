using NfvRuntime.Host;

namespace NfvRuntime.Guests.Ivshmem;

/// <summary>A vector of this machine as what wakes it, and the same vector of a peer as what is rung. The event stays the device's.</summary>
internal sealed class DoorbellWake(DoorbellDevice device, WakeEvent own, uint word) : Wake
{
    public override int Descriptor => own.Descriptor;

    public override void Signal() => device.Ring(word);

    public override bool Drain() => own.Drain();

    protected override void Close()
    {
    }
}
