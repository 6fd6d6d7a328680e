using NfvRuntime.Host;
using NfvRuntime.Packets;

namespace NfvRuntime.Ports;

/// <summary>A capture file that packets are written to.</summary>
public sealed record PcapSinkSpec : PortSpec
{
    /// <summary>The file; a relative name begins at the chain file's folder. Missing folders are made; an existing file is replaced.</summary>
    public required string Path { get; init; }

    /// <summary>Unit of the time stamps.</summary>
    public CaptureResolution Resolution { get; init; } = CaptureResolution.Nanoseconds;

    /// <inheritdoc/>
    public override bool TakesOffloads => HoldsLargest;

    internal static PcapSinkSpec Read(string open, string path, OptionReader reader)
    {
        foreach (var key in (string[])["pace", "speed", "rate", "loops"])
        {
            reader.RefuseIfGiven(key, "this is an option of a capture that is read; this one is written");
        }

        var resolution = reader.Parsed("resolution", CaptureResolution.Nanoseconds, text => text switch
        {
            "nano" => (CaptureResolution.Nanoseconds, null),
            "micro" => (CaptureResolution.Microseconds, null),
            _ => (default, $"'{text}' is none of nano, micro"),
        });
        return new PcapSinkSpec { Text = open, Path = path, Resolution = resolution };
    }

    private protected override HostPort OpenWith(PortContext context)
    {
        var path = CaptureFiles.Resolve(this, Path, context);
        CaptureFiles.RequireUnused<PcapSourcePort>(context, path, "read");
        CaptureFiles.RequireUnused<PcapSinkPort>(context, path, "written");
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            return TakeIn(context, new PcapSinkPort(CaptureWriter.Create(path, Resolution), path, context));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PortException($"{Text}: {e.Message}", e);
        }
    }
}
