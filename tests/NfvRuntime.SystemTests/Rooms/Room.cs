namespace NfvRuntime.SystemTests.Rooms;

internal sealed record Room(int Floor, string Name, params string[] MayUse);
