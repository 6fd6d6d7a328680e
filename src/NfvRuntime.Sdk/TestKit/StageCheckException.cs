namespace NfvRuntime.Sdk.TestKit;

/// <summary>A stage under test did not do what the test expects.</summary>
/// <param name="message">What was expected, what came, and what else happened at the stage.</param>
public sealed class StageCheckException(string message) : Exception(message);
