using System.Globalization;

namespace NfvRuntime.Cli.Bench.Live;

/// <summary>
/// How many packets an interface in another namespace has received. It is read within this process: a program that is started to ask can be held
/// up, and a time stamp beside its answer then says nothing.
/// </summary>
internal sealed class DeviceCounter : IDisposable
{
    private readonly string _device;
    private FileStream? _figures;

    public DeviceCounter(string space, string device)
    {
        _device = device;
        Exception? fault = null;
        var thread = new Thread(() =>
        {
            try
            {
                SpaceThread.Enter(space);
                _figures = new FileStream("/proc/thread-self/net/dev", FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            }
            catch (Exception e)
            {
                fault = e;
            }
        });
        thread.Start();
        thread.Join();
        if (fault is not null)
        {
            throw new LiveBenchException($"cannot read the counters of {device}: {fault.Message}");
        }
    }

    /// <summary>Packets so far.</summary>
    public long Read()
    {
        _figures!.Position = 0;
        using var reader = new StreamReader(_figures, leaveOpen: true);
        string line = reader.ReadToEnd().Split('\n').Select(text => text.Trim()).First(text => text.StartsWith($"{_device}:", StringComparison.Ordinal));
        return long.Parse(line[(_device.Length + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    public void Dispose() => _figures?.Dispose();
}
