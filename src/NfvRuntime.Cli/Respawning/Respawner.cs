using System.Diagnostics;
using System.Runtime.InteropServices;
using NfvRuntime.Cli.Commands;
using NfvRuntime.Sdk;

namespace NfvRuntime.Cli.Respawning;

/// <summary>
/// <c>nfv run --respawn</c>: runs this program in a child process, and again, after a while, when the child was killed, crashed, or was ended
/// by its watchdog. Signals go on to the child, and its own ordered end is the end.
/// </summary>
internal static partial class Respawner
{
    private const int Terminate = 15;
    private const int FirstSignal = 128;
    private static readonly RetryBackoff Backoff = RetryBackoff.Default;

    public static async Task<int> RunAsync(CancellationToken cancel)
    {
        int failures = 0;
        for (int respawns = 0; ; respawns++)
        {
            long start = Stopwatch.GetTimestamp();
            (int status, int id) = await RunChildAsync(respawns, cancel);
            TimeSpan lived = Stopwatch.GetElapsedTime(start);
            if (cancel.IsCancellationRequested || status is ExitStatus.Success or ExitStatus.Error or ExitStatus.StoppedByFault)
            {
                return status;
            }

            failures = lived > Backoff.Max ? 0 : failures;
            TimeSpan pause = Backoff.Delay(failures++);
            string how = status switch
            {
                ExitStatus.Watchdog => "was ended by its watchdog",
                > FirstSignal => $"was killed by signal {status - FirstSignal}",
                _ => $"ended with status {status}",
            };
            await Console.Error.WriteLineAsync(
                $"respawn: process {id} {how} after {FaultPolicy.Say(lived)}; started again in {FaultPolicy.Say(pause)} (respawn {respawns + 1})");
            try
            {
                await Task.Delay(pause, cancel);
            }
            catch (OperationCanceledException)
            {
                return status;
            }
        }
    }

    /// <summary>
    /// On a thread of its own: the kernel tells a child of its parent's death when the thread dies that made it, so that thread must live as
    /// long as the child.
    /// </summary>
    private static Task<(int Status, int Id)> RunChildAsync(int respawns, CancellationToken cancel)
    {
        var done = new TaskCompletionSource<(int, int)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                using var child = Process.Start(Describe(respawns))!;
                using CancellationTokenRegistration stop = cancel.Register(() => _ = Kill(child.Id, Terminate));
                child.WaitForExit();
                done.SetResult((child.ExitCode, child.Id));
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        })
        {
            Name = "respawn",
            IsBackground = true,
        };
        thread.Start();
        return done.Task;
    }

    private static ProcessStartInfo Describe(int respawns)
    {
        string[] line = Environment.GetCommandLineArgs();
        string program = Environment.ProcessPath!;
        bool isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        var start = new ProcessStartInfo(program);
        foreach (string argument in isHost ? ["exec", Path.GetFullPath(line[0]), .. line[1..]] : line[1..])
        {
            start.ArgumentList.Add(argument);
        }

        ParentProcess.Mark(start.Environment, respawns);
        return start;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
