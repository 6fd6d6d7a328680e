using System.Runtime.CompilerServices;
using NfvRuntime.Actors.Islands;

namespace NfvRuntime.Actors;

/// <summary>Makes the calls named by <see cref="PartCall"/>.</summary>
internal static class PartCalls
{
    /// <summary>Makes a call.</summary>
    /// <param name="call">Which.</param>
    /// <param name="target">An object of the interface that the call belongs to; this is not checked, since it happens every turn.</param>
    /// <returns>What the call says; true where it says nothing.</returns>
    public static bool Make(PartCall call, object target)
    {
        switch (call)
        {
            case PartCall.Poll:
                return Unsafe.As<IPolled>(target).Poll();
            case PartCall.Arm:
                return Unsafe.As<IPolled>(target).Arm();
            case PartCall.Disarm:
                Unsafe.As<IPolled>(target).Disarm();
                return true;
            case PartCall.Wake:
                Unsafe.As<IPolled>(target).OnWake();
                return true;
            default:
                Unsafe.As<ITurnEnd>(target).OnTurnEnd();
                return true;
        }
    }
}
