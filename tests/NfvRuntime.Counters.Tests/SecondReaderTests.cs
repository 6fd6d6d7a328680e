using System.Diagnostics;

namespace NfvRuntime.Counters.Tests;

public sealed class SecondReaderTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"nfv-counters-{Guid.NewGuid():N}");

    [Fact]
    public void A_second_mapping_sees_the_same_cells_live()
    {
        using var table = CounterTable.Create(blocks: 8, _path);
        using var reader = CounterTable.OpenForReading(_path);
        Assert.Empty(reader.Read());

        var block = table.AddBlock([new("chain", "c"), new("path", "wan")], Catalogue.PathPackets, Catalogue.PathBytes);
        block[0].Add(11);
        Assert.Equal([11UL, 0UL], reader.Read().Select(r => r.Value));
        block[1].Add(700);
        var readings = reader.Read();
        Assert.Equal([11UL, 700UL], readings.Select(r => r.Value));
        Assert.Equal(Catalogue.PathBytes.Description, readings[1].Metric.Description);
        Assert.Equal("wan", readings[1].Label("path"));
    }

    [Fact]
    public void A_second_process_finds_the_table_by_name_and_reads_a_cell()
    {
        using var table = CounterTable.Create(blocks: 8, _path);
        table.AddBlock([], Catalogue.IslandTurns)[0].Set(0x1122334455667788);

        var (code, output) = Run("grep", "-c", "--binary-files=text", "-P", @"\x88\x77\x66\x55\x44\x33\x22\x11", _path);

        Assert.Equal((0, "1"), (code, output.Trim()));
    }

    [Fact]
    public void A_descriptor_from_the_owner_opens_the_unnamed_table()
    {
        using var table = CounterTable.Create(blocks: 8);
        table.AddBlock([], Catalogue.IslandTurns)[0].Set(42);
        string path = $"/proc/{Environment.ProcessId}/fd/{table.Handle.DangerousGetHandle()}";
        using var reader = CounterTable.OpenForReading(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        Assert.Equal(42UL, Assert.Single(reader.Read()).Value);
    }

    [Fact]
    public void The_unnamed_table_cannot_be_shortened()
    {
        using var table = CounterTable.Create(blocks: 8);
        Assert.ThrowsAny<Exception>(() => RandomAccess.SetLength(table.Handle, 0));
        Assert.Empty(table.Read());
    }

    [Fact]
    public async Task A_reader_beside_a_busy_owner_never_sees_a_cell_under_a_wrong_name()
    {
        using var table = CounterTable.Create(blocks: 4, _path);
        using var reader = CounterTable.OpenForReading(_path);
        using var stop = new CancellationTokenSource();
        var owner = Task.Run(() =>
        {
            for (ulong round = 1; !stop.IsCancellationRequested; round++)
            {
                // A block keeps its mark from before its row becomes visible only as zero or as its own number.
                var block = table.AddBlock([new("island", $"{round}")], Catalogue.IslandTurns);
                block[0].Set(round);
                table.RemoveBlock(block);
            }
        });
        bool mixed = false;
        for (int i = 0, seen = 0; !mixed && (i < 100_000 || seen == 0); i++)
        {
            var readings = reader.Read();
            seen += readings.Count;
            mixed = readings.Any(r => r.Value != 0 && r.Label("island") != $"{r.Value}");
        }

        await stop.CancelAsync();
        await owner;
        Assert.False(mixed);
    }

    [Fact]
    public void A_reader_cannot_add_blocks()
    {
        using var table = CounterTable.Create(blocks: 1, _path);
        using var reader = CounterTable.OpenForReading(_path);
        Assert.Throws<InvalidOperationException>(() => reader.AddBlock([], Catalogue.IslandTurns));
    }

    [Fact]
    public void A_named_table_replaces_what_a_killed_run_left_and_goes_with_its_owner()
    {
        File.WriteAllText(_path, "left over");
        using (var table = CounterTable.Create(blocks: 1, _path))
        {
            table.AddBlock([], Catalogue.IslandTurns);
            using var reader = CounterTable.OpenForReading(_path);
            Assert.Single(reader.Read());
        }

        Assert.False(File.Exists(_path));
    }

    [Theory]
    [InlineData(0, "it is too short"), InlineData(127, "it is too short")]
    [InlineData(128, "it was cut short"), InlineData(20_000, "it was cut short")]
    public void A_table_cut_short_is_refused(int length, string why)
    {
        byte[] bytes = CopyOfTable();
        File.WriteAllBytes(_path, bytes[..length]);
        var error = Assert.Throws<InvalidDataException>(() => CounterTable.OpenForReading(_path));
        Assert.Equal($"{_path} is no counter table: {why}", error.Message);
    }

    [Theory]
    [InlineData(0, "it does not begin as one"), InlineData(8, "it has version 255, expected 1")]
    public void A_foreign_file_is_refused(int offset, string why)
    {
        byte[] bytes = CopyOfTable();
        bytes[offset] = 255;
        File.WriteAllBytes(_path, bytes);
        var error = Assert.Throws<InvalidDataException>(() => CounterTable.OpenForReading(_path));
        Assert.Equal($"{_path} is no counter table: {why}", error.Message);
    }

    [Fact]
    public void A_damaged_table_gives_an_error_and_never_a_fault()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        byte[] good = CopyOfTable();
        int directory = 128, text = Array.LastIndexOf(good, (byte)'.');
        for (int round = 0; round < 500; round++)
        {
            byte[] bytes = (byte[])good.Clone();
            for (int i = 0; i < 4; i++)
            {
                int at = random.Next(2) == 0 ? directory + random.Next(64) : Math.Max(0, text - 60) + random.Next(120);
                bytes[at] = (byte)random.Next(256);
            }

            File.WriteAllBytes(_path, bytes);
            using var reader = CounterTable.OpenForReading(_path);
            var error = Record.Exception(() => reader.Read());
            Assert.True(error is null or InvalidDataException, $"seed {seed}, round {round}: {error}");
        }
    }

    public void Dispose() => File.Delete(_path);

    private byte[] CopyOfTable()
    {
        using var table = CounterTable.Create(blocks: 4, _path);
        table.AddBlock([new("island", "a")], Catalogue.IslandTurns)[0].Add(1);
        return File.ReadAllBytes(_path);
    }

    private static (int Code, string Output) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        { RedirectStandardOutput = true, Environment = { ["LC_ALL"] = "C" } })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
