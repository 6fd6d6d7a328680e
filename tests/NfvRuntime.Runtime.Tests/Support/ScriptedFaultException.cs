namespace NfvRuntime.Runtime.Tests.Support;

internal sealed class ScriptedFaultException() : Exception("as the test's script says");
