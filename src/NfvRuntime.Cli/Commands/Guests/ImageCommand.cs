using System.CommandLine;
using System.Text.Json;
using NfvRuntime.Cli.Output;
using NfvRuntime.Guests.Images;
using NfvRuntime.Guests.Machines;

namespace NfvRuntime.Cli.Commands.Guests;

/// <summary><c>nfv guest image</c>: makes kernel and file system that guests boot from, or finds them made.</summary>
internal static class ImageCommand
{
    private static readonly TimeSpan BootPatience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan KernelPatience = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var kernel = new Option<string?>("--kernel") { Description = "A kernel of your own; by default the distribution's.", HelpName = "FILE" };
        var modules = new Option<string?>("--modules") { Description = "The folder of its modules.", HelpName = "DIR" };
        var agent = new Option<string?>("--agent") { Description = "A self-contained publish of the agent; by default that of this nfv.", HelpName = "DIR" };
        var busybox = new Option<string?>("--busybox") { Description = "A static busybox; by default the system's, or its package's.", HelpName = "FILE" };
        var cache = new Option<string>("--cache")
        {
            Description = "Where images are kept.",
            HelpName = "DIR",
            DefaultValueFactory = _ => ImageBuilder.DefaultCache,
        };
        var boot = new Option<bool>("--boot") { Description = "Boot it once, and say how long that takes." };
        var json = new Option<bool>("--json") { Description = "Print one JSON document (docs/cli.md)." };
        var machine = new MachineOptions();
        var command = new Command("image", "Makes the kernel and the file system that guests boot from. Needs no root.")
        {
            kernel, modules, agent, busybox, cache, boot, json,
        };
        machine.AddTo(command);
        command.SetAction(async (parse, cancel) =>
        {
            string folder = parse.GetRequiredValue(cache);
            try
            {
                var inputs = new ImageInputs(
                    parse.GetValue(kernel) is { } own ? KernelSource.Given(own, parse.GetValue(modules)) : KernelSource.OfDistribution(Path.Combine(folder, "packages")),
                    parse.GetValue(busybox) ?? Busybox.Find(Path.Combine(folder, "packages")),
                    parse.GetValue(agent) ?? AgentSource.Find(Path.Combine(folder, "agents"), Console.Error.WriteLine));
                GuestImage image = new ImageBuilder(folder).Build(inputs);
                ImageReport report = ImageReport.Of(image, inputs);
                if (parse.GetValue(boot))
                {
                    report = await BootAsync(report, home => machine.Read(parse, "trial", home, image.Kernel, image.Initramfs), cancel);
                }

                Print(report, parse.GetValue(json));
                return ExitStatus.Success;
            }
            catch (IOException e)
            {
                await Console.Error.WriteLineAsync($"error: {e.Message}");
                return ExitStatus.Error;
            }
        });
        return command;
    }

    private static async Task<ImageReport> BootAsync(ImageReport report, Func<MachineFolder, Machine> describe, CancellationToken cancel)
    {
        using MachineFolder folder = MachineFolder.Create("trial");
        AcceleratorChoice choice = await AcceleratorChoice.TryAsync(describe(folder), KernelPatience, cancel);
        TimeSpan time = await BootTrial.RunAsync(describe(folder) with { Accelerator = choice.Accelerator }, BootPatience, cancel);
        return report with { BootSeconds = Math.Round(time.TotalSeconds, 2), Accelerator = choice.Accelerator, AcceleratorBecause = choice.Reason };
    }

    private static void Print(ImageReport report, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(report, RunSummary.Json));
            return;
        }

        Console.WriteLine($"{report.Kernel}  {Mebibytes(report.KernelBytes)}, from {report.From}");
        Console.WriteLine($"{report.Initramfs}  {Mebibytes(report.InitramfsBytes)}{(report.IsNew ? "" : ", found as made before")}");
        if (report.BootSeconds is { } seconds)
        {
            Console.WriteLine($"up after {seconds:0.0} s under {report.Accelerator}{(report.AcceleratorBecause is { } why ? $" (not KVM: {why})" : "")}");
        }
    }

    private static string Mebibytes(long bytes) => $"{bytes / 1048576.0:0.0} MiB";

    private sealed record ImageReport(
        string Kernel, long KernelBytes, string Initramfs, long InitramfsBytes, string Digest, bool IsNew, string From, double? BootSeconds = null,
        Accelerator? Accelerator = null, string? AcceleratorBecause = null)
    {
        public static ImageReport Of(GuestImage image, ImageInputs inputs) => new(
            image.Kernel, new FileInfo(image.Kernel).Length, image.Initramfs, new FileInfo(image.Initramfs).Length, image.Digest, image.IsNew,
            inputs.Kernel.Description);
    }
}
