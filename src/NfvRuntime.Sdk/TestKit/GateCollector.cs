namespace NfvRuntime.Sdk.TestKit;

/// <summary>The next hop behind one output gate: takes frames out of the bursts that come and sends the bursts home.</summary>
internal sealed class GateCollector : UntypedActor
{
    private readonly GateState _state;

    public GateCollector(GateState state) => _state = state;

    protected override void OnReceive(object message)
    {
        if (message is Burst burst)
        {
            _state.Arrive(burst);
        }
        else
        {
            Unhandled(message);
        }
    }
}
