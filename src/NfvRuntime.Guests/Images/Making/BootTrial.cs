using System.Diagnostics;
using NfvRuntime.Guests.Machines;

namespace NfvRuntime.Guests.Images;

/// <summary>Boots an image once.</summary>
public static class BootTrial
{
    private const string Up = "is up after ";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>Boots a machine until its start-up script is about to run the agent, and ends it.</summary>
    /// <param name="machine">The machine; its folder is the caller's.</param>
    /// <param name="patience">How long it may take.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Time from the start of QEMU.</returns>
    /// <exception cref="MachineException">It did not come up; the message holds the last of its console.</exception>
    public static async Task<TimeSpan> RunAsync(Machine machine, TimeSpan patience, CancellationToken cancellation = default)
    {
        long start = Stopwatch.GetTimestamp();
        await using MachineProcess process = await MachineProcess.StartAsync(machine, cancellation).ConfigureAwait(false);
        while (!process.Console.Read().Contains(Up, StringComparison.Ordinal))
        {
            if (process.Ended.IsCompleted || Stopwatch.GetElapsedTime(start) > patience)
            {
                string how = process.Ended.IsCompleted ? await process.Ended.ConfigureAwait(false) : $"it was not up after {patience.TotalSeconds} s";
                throw new MachineException($"guest '{machine.Name}': {how}; the last it said:\n{process.Console.Tail()}");
            }

            await Task.Delay(Look, cancellation).ConfigureAwait(false);
        }

        return Stopwatch.GetElapsedTime(start);
    }
}
