namespace NfvRuntime.Actors.TestKit;

/// <summary>Answers messages in place of the test, which can still expect them afterwards.</summary>
public abstract class AutoPilot
{
    /// <summary>Goes on with the same pilot.</summary>
    public static KeepRunning KeepRunning => KeepRunning.Instance;

    /// <summary>Ends the pilot.</summary>
    public static NoAutoPilot NoAutoPilot => NoAutoPilot.Instance;

    /// <summary>Called on the test actor for each message.</summary>
    /// <param name="sender">Who sent it.</param>
    /// <param name="message">The message.</param>
    /// <returns>Who flies on.</returns>
    public abstract AutoPilot Run(IActorRef sender, object message);
}
