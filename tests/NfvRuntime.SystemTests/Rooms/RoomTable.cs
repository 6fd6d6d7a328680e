namespace NfvRuntime.SystemTests.Rooms;

/// <summary>Section 3 of the design, written down a second time: which room may reference which.</summary>
internal static class RoomTable
{
    private static readonly string[] FloorsZeroToTwo =
        ["Packets", "Netmap", "Counters", "Actors", "Host", "Sdk", "Ports", "Stages", "Chains"];

    public static IReadOnlyDictionary<string, Room> Rooms { get; } = new Room[]
    {
        new(0, "Packets"),
        new(0, "Netmap"),
        new(0, "Counters"),
        new(0, "Actors"),
        new(1, "Actors.Hosting", "Actors"),
        new(1, "Host", "Packets", "Netmap", "Counters"),
        new(1, "Sdk", "Packets", "Netmap", "Counters", "Actors"),
        new(2, "Ports", "Host", "Packets", "Netmap", "Counters"),
        new(2, "Stages", "Sdk", "Packets"),
        new(2, "Chains", "Sdk"),
        new(3, "Runtime", "Chains", "Sdk", "Host", "Actors", "Counters", "Netmap"),
        new(4, "Guests", ["Runtime", .. FloorsZeroToTwo]),
        new(4, "Telemetry", ["Runtime", .. FloorsZeroToTwo]),
        new(5, "Console", ["Telemetry", "Guests", "Runtime", .. FloorsZeroToTwo]),
        new(6, "Agent", ["Guests", "Runtime", .. FloorsZeroToTwo]),
        new(7, "Cli", ["Agent", "Console", "Telemetry", "Guests", "Runtime", .. FloorsZeroToTwo]),
    }.ToDictionary(static room => room.Name);
}
