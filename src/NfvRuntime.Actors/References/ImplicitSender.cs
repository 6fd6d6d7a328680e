using NfvRuntime.Actors.Islands;

namespace NfvRuntime.Actors;

/// <summary>Who sends where no sender is given: the actor that runs on this thread, or the test actor of a test.</summary>
internal static class ImplicitSender
{
    private static readonly AsyncLocal<IActorRef?> OfTest = new();
    private static volatile bool _isTested;

    /// <summary>The sender; null for nobody.</summary>
    public static IActorRef? Current => Island.Current is { } here ? here.Running?.Ref : Outside;

    /// <summary>The sender on a thread that is no island's.</summary>
    public static IActorRef? Outside => _isTested ? OfTest.Value : null;

    /// <summary>From now on, what this test sends comes from an actor of its own.</summary>
    public static void Set(IActorRef? testActor)
    {
        OfTest.Value = testActor;
        _isTested = true;
    }
}
