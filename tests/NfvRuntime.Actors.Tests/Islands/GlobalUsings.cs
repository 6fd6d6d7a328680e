global using NfvRuntime.Actors.Islands;
