using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.Rooms;

public sealed class RoomsTests
{
    private static readonly ProjectFile[] Sources = [.. ProjectFile.In("src")];

    [Fact]
    public void Every_project_under_src_is_a_room_of_the_table()
    {
        Assert.NotEmpty(Sources);
        Expect.None(Sources.Where(static project => !RoomTable.Rooms.ContainsKey(project.Room)).Select(static project => project.Path));
    }

    [Fact]
    public void A_room_references_only_what_its_row_allows() =>
        Expect.None(
            from project in Sources
            where RoomTable.Rooms.ContainsKey(project.Room)
            from reference in project.References
            where !RoomTable.Rooms[project.Room].MayUse.Contains(reference)
            select $"{project.Path} must not reference {reference}");

    [Fact]
    public void The_table_lets_a_room_use_lower_floors_only() =>
        Expect.None(
            from room in RoomTable.Rooms.Values
            from used in room.MayUse
            where RoomTable.Rooms[used].Floor >= room.Floor
            select $"{room.Name} (floor {room.Floor}) uses {used}");

    [Fact]
    public void No_source_project_references_a_test_project() =>
        Expect.None(
            from project in Sources
            from reference in project.References
            where reference.Contains("Test", StringComparison.Ordinal)
            select $"{project.Path} references {reference}");
}
