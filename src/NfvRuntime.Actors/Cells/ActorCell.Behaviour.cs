namespace NfvRuntime.Actors;

/// <content>What the actor has become; nothing for the instance's own <c>Receive</c>.</content>
internal sealed partial class ActorCell
{
    private Receive? _behaviour;
    private Stack<Receive?>? _behaviours;

    public void Become(Receive receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        _behaviour = receive;
    }

    public void BecomeStacked(Receive receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        (_behaviours ??= new Stack<Receive?>()).Push(_behaviour);
        _behaviour = receive;
    }

    public void UnbecomeStacked()
    {
        if (_behaviours is { Count: > 0 })
        {
            _behaviour = _behaviours.Pop();
        }
    }

    public void Become(UntypedReceive receive) => Become(Always(receive));

    public void BecomeStacked(UntypedReceive receive) => BecomeStacked(Always(receive));

    private static Receive Always(UntypedReceive receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        return message =>
        {
            receive(message);
            return true;
        };
    }

    private void ForgetBehaviours()
    {
        _behaviour = null;
        _behaviours = null;
    }
}
