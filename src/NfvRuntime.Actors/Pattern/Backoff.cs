namespace NfvRuntime.Actors.Pattern;

/// <summary>Ways to start a child again after a growing wait.</summary>
public static class Backoff
{
    /// <summary>For a child that fails: where its supervisor would restart it, it is stopped and started again after the wait.</summary>
    /// <param name="childProps">How to make the child.</param>
    /// <param name="childName">Its name.</param>
    /// <param name="minBackoff">The first wait; each further one is twice as long.</param>
    /// <param name="maxBackoff">The longest wait.</param>
    /// <param name="randomFactor">By how much a wait may be longer, at random: 0.2 for up to a fifth.</param>
    public static BackoffOptions OnFailure(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        OnFailure(childProps, childName, minBackoff, maxBackoff, randomFactor, -1);

    /// <summary>For a child that fails.</summary>
    /// <param name="childProps">How to make the child.</param>
    /// <param name="childName">Its name.</param>
    /// <param name="minBackoff">The first wait; each further one is twice as long.</param>
    /// <param name="maxBackoff">The longest wait.</param>
    /// <param name="randomFactor">By how much a wait may be longer, at random.</param>
    /// <param name="maxNrOfRetries">How often it is started again; -1 for no limit.</param>
    public static BackoffOptions OnFailure(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        new BackoffSettings(childProps, childName, minBackoff, maxBackoff, randomFactor, onFailure: true).WithMaxNrOfRetries(maxNrOfRetries);

    /// <summary>For a child that stops by itself when it cannot go on: it is started again after the wait.</summary>
    /// <param name="childProps">How to make the child.</param>
    /// <param name="childName">Its name.</param>
    /// <param name="minBackoff">The first wait; each further one is twice as long.</param>
    /// <param name="maxBackoff">The longest wait.</param>
    /// <param name="randomFactor">By how much a wait may be longer, at random.</param>
    public static BackoffOptions OnStop(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        OnStop(childProps, childName, minBackoff, maxBackoff, randomFactor, -1);

    /// <summary>For a child that stops by itself when it cannot go on.</summary>
    /// <param name="childProps">How to make the child.</param>
    /// <param name="childName">Its name.</param>
    /// <param name="minBackoff">The first wait; each further one is twice as long.</param>
    /// <param name="maxBackoff">The longest wait.</param>
    /// <param name="randomFactor">By how much a wait may be longer, at random.</param>
    /// <param name="maxNrOfRetries">How often it is started again; -1 for no limit.</param>
    public static BackoffOptions OnStop(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        new BackoffSettings(childProps, childName, minBackoff, maxBackoff, randomFactor, onFailure: false).WithMaxNrOfRetries(maxNrOfRetries);
}
