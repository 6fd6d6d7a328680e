namespace NfvRuntime.Runtime;

/// <summary>A guest that runs cannot do what the chain wants of it: starting it again would not help.</summary>
/// <param name="message">What, and why.</param>
/// <param name="cause">The fault behind it.</param>
public sealed class GuestRefusalException(string message, Exception? cause = null) : Exception(message, cause);
