using System.Diagnostics.CodeAnalysis;
using System.Text;
using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Netmap;

/// <summary>What a user writes to open a port: <c>subsystem:port[mode][flags and memory][options]</c>, the grammar of libnetmap.</summary>
public sealed record PortName
{
    private const string FlagLetters = "xztrRT";

    /// <summary>The name in the request, without <c>netmap:</c> but with <c>valeX:</c>; at most 63 bytes.</summary>
    public required string Name { get; init; }

    /// <summary>Which rings are meant.</summary>
    public RegisterMode Mode { get; init; } = RegisterMode.AllNic;

    /// <summary>The ring pair meant by <see cref="RegisterMode.OneNic"/> and <see cref="RegisterMode.OneSw"/>, 0 to 4094.</summary>
    public ushort RingId { get; init; }

    /// <summary>Exclusive use, monitors, single directions.</summary>
    public RegisterFlags Flags { get; init; }

    /// <summary>The memory asked for; 0 if none was named.</summary>
    public ushort MemId { get; init; }

    /// <summary>Whose memory to use.</summary>
    public ShareOption? Share { get; init; }

    /// <summary>How many rings and slots.</summary>
    public ConfOption? Conf { get; init; }

    /// <summary>Memory from a file.</summary>
    public ExtmemOption? Extmem { get; init; }

    /// <summary>Data offsets.</summary>
    public OffsetOption? Offset { get; init; }

    /// <summary>The pipe end that <see cref="Name"/> names; null if it names none.</summary>
    public PipeName? Pipe
    {
        get
        {
            // The last bracket decides.
            int bracket = Name.AsSpan().LastIndexOfAny('{', '}');
            return bracket < 0 ? null : new PipeName(Name[..bracket], Name[(bracket + 1)..], Name[bracket] == '{');
        }
    }

    /// <summary>The VALE port that <see cref="Name"/> (for a pipe, its parent) names; null if it names none.</summary>
    public ValeName? Vale => ValeName.From(Pipe?.Parent ?? Name);

    /// <summary>Whether the port is a monitor of the port named.</summary>
    public bool IsMonitor => (Flags & (RegisterFlags.MonitorRx | RegisterFlags.MonitorTx | RegisterFlags.ZeroCopyMonitor)) != 0;

    /// <summary>Reads a port name.</summary>
    /// <exception cref="PortNameException">The text is none; it tells the position and what was expected there.</exception>
    public static PortName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new PortNameParser(text).Parse();
    }

    /// <summary>Reads a port name, or says in one sentence why the text is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out PortName? name, [NotNullWhen(false)] out string? error)
    {
        try
        {
            name = Parse(text);
            error = null;
            return true;
        }
        catch (PortNameException e)
        {
            name = null;
            error = e.Message;
            return false;
        }
    }

    /// <summary>Whether netmap's kernel side would take the name; the grammar allows more than it does.</summary>
    /// <param name="error">What the kernel would object to.</param>
    public bool FitsKernel([NotNullWhen(false)] out string? error)
    {
        error = Pipe is not null && Mode is not (RegisterMode.AllNic or RegisterMode.OneNic)
            ? $"'{this}': a pipe has no host rings"
            : ValeName.KernelObjection(Pipe?.Parent ?? Name);
        return error is null;
    }

    /// <summary>The shortest text that <see cref="Parse"/> reads as this name.</summary>
    public override string ToString()
    {
        StringBuilder text = new(Vale is null ? "netmap:" : "");
        text.Append(Name).Append(Mode switch
        {
            RegisterMode.Sw => "^",
            RegisterMode.NicSw => "*",
            RegisterMode.OneNic => $"-{RingId}",
            RegisterMode.OneSw => $"^{RingId}",
            _ => "",
        });
        if (Flags != 0)
        {
            text.Append('/').Append([.. FlagLetters.Where(letter => Flags.HasFlag(FlagOf(letter)!.Value))]);
        }

        if (MemId != 0)
        {
            text.Append('@').Append(MemId);
        }

        return text.Append(Share).Append(Conf).Append(Extmem).Append(Offset).ToString();
    }

    /// <summary>The flag that a letter stands for; null if it stands for none.</summary>
    internal static RegisterFlags? FlagOf(char letter) => letter switch
    {
        'x' => RegisterFlags.Exclusive,
        'z' => RegisterFlags.ZeroCopyMonitor,
        't' => RegisterFlags.MonitorTx,
        'r' => RegisterFlags.MonitorRx,
        'R' => RegisterFlags.RxRingsOnly,
        'T' => RegisterFlags.TxRingsOnly,
        _ => null,
    };
}
