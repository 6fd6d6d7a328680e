using NfvRuntime.Actors.Islands;
using NfvRuntime.Host;

namespace NfvRuntime.Runtime;

/// <summary>Carries on the resets of a pipe between two guests. Asleep unless one of them asks for a reset or answers.</summary>
internal sealed class ArbiterActor(BackToBackPipe pipe) : UntypedActor, IPolled
{
    public int WakeDescriptor => pipe.ArbiterWake.Descriptor;

    public bool Poll() => pipe.Poll();

    public bool Arm() => pipe.Poll();

    public void Disarm()
    {
    }

    public void OnWake() => pipe.ArbiterWake.Drain();

    protected override void PreStart() => Context.Island().Poll(this);

    protected override void OnReceive(object message) => Unhandled(message);
}
