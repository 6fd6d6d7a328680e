using NfvRuntime.Actors.Tests.Shutdown;

// The test runner does not call this; tests that need a second process do.
return args is [TerminatedChild.Role] ? TerminatedChild.Run() : 2;
