using System.Diagnostics;

namespace NfvRuntime.Guests.Tests.Processes;

public sealed class ProcessRecordTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.pid");

    [Fact]
    public void A_process_that_runs_is_found_until_it_ends()
    {
        using Process process = Process.Start("sleep", "60");
        var record = new ProcessRecord(_path);
        record.Write(process.Id);

        using (ProcessHandle? found = record.Find())
        {
            Assert.Equal(process.Id, found?.Id);
            Assert.False(found!.HasEnded);
            found.End();
            process.WaitForExit();
            Assert.True(found.HasEnded);
        }

        Assert.Null(record.Find());
    }

    [Fact]
    public void Another_process_of_the_same_number_is_not_mistaken_for_it()
    {
        File.WriteAllText(_path, $"{Environment.ProcessId} 1");

        Assert.Null(new ProcessRecord(_path).Find());
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("-1 5")]
    [InlineData("many words here")]
    public void A_file_that_makes_no_sense_names_nobody(string text)
    {
        File.WriteAllText(_path, text);

        Assert.Null(new ProcessRecord(_path).Find());
    }

    public void Dispose() => File.Delete(_path);
}
