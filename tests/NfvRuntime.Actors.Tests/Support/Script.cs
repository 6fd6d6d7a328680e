namespace NfvRuntime.Actors.Tests;

/// <summary>What a <see cref="Scripted"/> actor does.</summary>
internal sealed record Script
{
    public Action<object, IUntypedActorContext>? Receive { get; init; }

    public Action<IUntypedActorContext>? PreStart { get; init; }

    public Action<IUntypedActorContext>? PostStop { get; init; }

    public Action<Exception, object?>? PreRestart { get; init; }

    public Action<Exception>? PostRestart { get; init; }

    public SupervisorStrategy? Strategy { get; init; }

    public bool KeepChildren { get; init; }
}
