using NfvRuntime.Guests.Machines;

namespace NfvRuntime.SystemTests.Machines;

/// <summary>A process that starts a machine and is killed by <see cref="MachineLifeTests"/>.</summary>
internal static class MachineHost
{
    public const string Role = "machine-host";

    public static async Task<int> RunAsync(string root, string kernel)
    {
        MachineFolder folder = MachineFolder.Create("orphan", root);
        await using MachineProcess process = await MachineProcess.StartAsync(
            new Machine { Name = "orphan", Folder = folder, Kernel = kernel, Initramfs = kernel, MoreArguments = ["-S"] });
        Console.WriteLine(process.ProcessId);
        await Task.Delay(Timeout.Infinite);
        return 0;
    }
}
