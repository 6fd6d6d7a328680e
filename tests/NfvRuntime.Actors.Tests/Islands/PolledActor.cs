namespace NfvRuntime.Actors.Tests.Islands;

/// <summary>An actor with one polled part, made for each incarnation.</summary>
internal sealed class PolledActor(Func<Part> make) : UntypedActor
{
    private readonly Part _part = make();

    public static Props Props(Func<Part> make) => Actors.Props.Create(() => new PolledActor(make));

    protected override void PreStart() => _part.Start(Context);

    protected override void OnReceive(object message) => _part.OnMessage?.Invoke(message, Context);
}
