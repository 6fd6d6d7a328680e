using NfvRuntime.Host;

namespace NfvRuntime.Ports;

/// <summary>What opening a capture file for reading and for writing have in common.</summary>
internal static class CaptureFiles
{
    public static string Resolve(PortSpec spec, string path, PortContext context)
    {
        var full = Path.GetFullPath(path, Path.GetFullPath(context.BaseDirectory));
        return Directory.Exists(full) ? throw new PortException($"{spec.Text}: {full} is a folder, not a capture file") : full;
    }

    /// <summary>A file that one port writes and another one reads would be emptied before it is read, or read half written.</summary>
    public static void RequireUnused<T>(PortContext context, string path, string how)
        where T : HostPort, ICapturePort
    {
        if (context.Host.Ports.OfType<T>().FirstOrDefault(p => p.Path == path) is { } other)
        {
            throw new PortException($"{path} is being {how} by port '{other.Name}': use another file");
        }
    }
}
