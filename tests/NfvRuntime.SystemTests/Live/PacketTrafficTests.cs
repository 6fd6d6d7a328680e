namespace NfvRuntime.SystemTests.Live;

public sealed class PacketTrafficTests(PacketTrafficTests.Packets network) : TrafficTests(network), IClassFixture<PacketTrafficTests.Packets>
{
    public sealed class Packets : Network
    {
        private protected override Joined Make() => new JoinedByPackets();
    }
}
