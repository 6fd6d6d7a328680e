using System.CommandLine;
using System.CommandLine.Parsing;
using NfvRuntime.Guests.Machines;

namespace NfvRuntime.Cli.Commands.Guests;

/// <summary>The options that say what a machine is like.</summary>
internal sealed class MachineOptions
{
    private const long Mebibyte = 1 << 20;

    private readonly Option<long> _memory = new("--memory")
    {
        Description = "Memory of the guest, such as 256M.",
        HelpName = "SIZE",
        DefaultValueFactory = _ => 256 * Mebibyte,
        CustomParser = ReadSize,
    };

    private readonly Option<int> _cpus = new("--cpus") { Description = "Virtual CPUs.", HelpName = "N", DefaultValueFactory = _ => 1 };

    public void AddTo(Command command)
    {
        command.Add(_memory);
        command.Add(_cpus);
    }

    public Machine Read(ParseResult parse, string name, MachineFolder folder, string kernel, string initramfs) => new()
    {
        Name = name,
        Folder = folder,
        Kernel = kernel,
        Initramfs = initramfs,
        Memory = parse.GetValue(_memory),
        Cpus = parse.GetValue(_cpus),
    };

    private static long ReadSize(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        long unit = text[^1] switch { 'M' => Mebibyte, 'G' => 1024 * Mebibyte, _ => 0 };
        if (unit == 0 || !int.TryParse(text.AsSpan(0, text.Length - 1), out int count) || count < 1)
        {
            result.AddError($"'{text}' is no size: give whole mebibytes or gibibytes, such as 256M or 1G.");
            return 0;
        }

        return count * unit;
    }
}
