namespace NfvRuntime.Actors.Tests.Islands;

/// <summary>A polled part whose members are given by the test.</summary>
internal sealed class Part : IPolled
{
    private Island? _island;

    public int Descriptor { get; init; } = -1;

    public Func<Part, bool>? OnPoll { get; init; }

    public Func<Part, bool>? OnArm { get; init; }

    public Action<Part>? Disarmed { get; init; }

    public Action<Part>? Woken { get; init; }

    public Func<Part, long>? Due { get; init; }

    public Action<Part, IActorContext>? Started { get; init; }

    public Action<object, IActorContext>? OnMessage { get; init; }

    public int WakeDescriptor => Descriptor;

    public long NextDue => Due?.Invoke(this) ?? 0;

    public bool Poll() => OnPoll?.Invoke(this) ?? false;

    public bool Arm() => OnArm?.Invoke(this) ?? false;

    public void Disarm() => Disarmed?.Invoke(this);

    public void OnWake() => Woken?.Invoke(this);

    public void Start(IActorContext context)
    {
        _island = context.Island();
        _island.Poll(this);
        Started?.Invoke(this, context);
    }

    public void Unpoll() => _island!.Unpoll(this);
}
