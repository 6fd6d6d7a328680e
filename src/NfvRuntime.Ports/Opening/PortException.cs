namespace NfvRuntime.Ports;

/// <summary>A port cannot be opened. The message names the port, what is wrong, and what to do.</summary>
public sealed class PortException(string message, Exception? cause = null) : Exception(message, cause);
