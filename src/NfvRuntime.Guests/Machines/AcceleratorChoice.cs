using System.Diagnostics;

namespace NfvRuntime.Guests.Machines;

/// <summary>Which accelerator a machine can have here, and why.</summary>
/// <param name="Accelerator">The accelerator.</param>
/// <param name="Reason">Why not KVM; null where it is.</param>
public sealed record AcceleratorChoice(Accelerator Accelerator, string? Reason)
{
    private const string Device = "/dev/kvm";

    /// <summary>Unlike a kernel's first words under "quiet", these are said at once.</summary>
    private const string Talkative = "ignore_loglevel earlyprintk=serial,ttyS0,115200";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>Whether KVM is offered to this user at all, without trying it.</summary>
    public static AcceleratorChoice Offered()
    {
        try
        {
            using FileStream device = new(Device, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return new AcceleratorChoice(Accelerator.Kvm, null);
        }
        catch (UnauthorizedAccessException)
        {
            return new AcceleratorChoice(Accelerator.Tcg, $"{Device} may not be opened by this user: add the user to the group 'kvm'");
        }
        catch (IOException)
        {
            return new AcceleratorChoice(Accelerator.Tcg, $"there is no {Device}: switch virtualization on in the firmware, or in the hypervisor above (nested)");
        }
    }

    /// <summary>KVM where it runs the machine's own kernel, or else QEMU's translator. A virtual machine may offer KVM that cannot run a stock kernel.</summary>
    /// <param name="machine">What is to run; its accelerator does not matter.</param>
    /// <param name="patience">How long the kernel may take to say its first word.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="MachineException">QEMU itself cannot be started.</exception>
    public static async Task<AcceleratorChoice> TryAsync(Machine machine, TimeSpan patience, CancellationToken cancellation = default)
    {
        AcceleratorChoice offered = Offered();
        if (offered.Accelerator == Accelerator.Tcg)
        {
            return offered;
        }

        using MachineFolder folder = MachineFolder.Create(machine.Name);
        Machine trial = machine with { Folder = folder, Accelerator = Accelerator.Kvm, Regions = [], Network = null, MoreKernelArguments = Talkative };
        try
        {
            await using MachineProcess process = await MachineProcess.StartAsync(trial, cancellation).ConfigureAwait(false);
            long start = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(start) < patience && !process.Ended.IsCompleted)
            {
                if (process.Console.Read().Contains("Linux version", StringComparison.Ordinal))
                {
                    return offered;
                }

                await Task.Delay(Look, cancellation).ConfigureAwait(false);
            }
        }
        catch (MachineException e)
        {
            return new AcceleratorChoice(Accelerator.Tcg, $"QEMU cannot use KVM here: {e.Message}");
        }

        return new AcceleratorChoice(Accelerator.Tcg, $"{Device} is there, but a stock kernel did not start on it within {patience.TotalSeconds} s");
    }
}
