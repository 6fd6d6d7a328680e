namespace NfvRuntime.SystemTests.Live;

public sealed class TapTrafficTests(TapTrafficTests.Taps network) : TrafficTests(network), IClassFixture<TapTrafficTests.Taps>
{
    public sealed class Taps : Network
    {
        private protected override Joined Make() => new JoinedByTaps();
    }
}
