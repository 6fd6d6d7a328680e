using System.Diagnostics;

namespace NfvRuntime.Actors.Tests.Shutdown;

public sealed class TerminationSignalTests
{
    [Fact]
    public async Task A_process_that_is_asked_to_end_runs_the_phases_and_stops_its_actors_first()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList = { "exec", typeof(TerminatedChild).Assembly.Location, TerminatedChild.Role },
            RedirectStandardOutput = true,
        };
        using Process child = Process.Start(start)!;
        try
        {
            Assert.Equal(TerminatedChild.Ready, await Line(child));
            using Process kill = Process.Start("kill", ["-TERM", child.Id.ToString()]);
            Assert.Equal(TerminatedChild.TaskDone, await Line(child));
            Assert.Equal(TerminatedChild.ActorStopped, await Line(child));
            await child.WaitForExitAsync().WaitAsync(TestSystem.Patience);
        }
        finally
        {
            child.Kill();
        }
    }

    private static Task<string?> Line(Process process) => process.StandardOutput.ReadLineAsync().WaitAsync(TestSystem.Patience * 3);
}
