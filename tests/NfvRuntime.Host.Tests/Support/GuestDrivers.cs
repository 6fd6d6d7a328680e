namespace NfvRuntime.Host.Tests;

/// <summary>Drivers as a guest makes them: from a ring, its CSB entry and its end of the kicks.</summary>
internal static unsafe class GuestDrivers
{
    public static CsbRingDriver CreateGuestDriver(this Kloop kloop, int ring, Wake end)
    {
        Kring kring = kloop.Rings[ring].Kring;
        return new CsbRingDriver(kring.Ring, kring.IsTx, "guest", kring.Number, kloop.Area.Atok(ring), kloop.Area.Ktoa(ring), end, end);
    }
}
