namespace NfvRuntime.Runtime;

/// <summary>A chain cannot start; nothing of it is left running.</summary>
/// <param name="message">What failed, by name, and why; one line for each port that cannot be opened.</param>
/// <param name="cause">The fault behind it.</param>
public class ChainStartException(string message, Exception? cause = null) : Exception(message, cause);
