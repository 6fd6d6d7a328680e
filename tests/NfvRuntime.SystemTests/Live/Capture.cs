using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.Live;

/// <summary>Tcpdump on an interface: what it receives, not what it sends.</summary>
internal sealed class Capture : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Process _tcpdump;

    public Capture(NetworkSpace space, string link, string filter = "")
    {
        _tcpdump = space.Start($"tcpdump -i {link} -Q in -U --immediate-mode -B 16384 -s 2048 -Z root -w {File} {filter}".TrimEnd());
        string? line;
        do
        {
            line = _tcpdump.StandardError.ReadLine();
        }
        while (line is not null && !line.Contains("listening on", StringComparison.Ordinal));
        Assert.NotNull(line);
    }

    /// <summary>The capture file.</summary>
    public string File => _folder["capture.pcap"];

    /// <summary>Ends the capture when a last datagram has been seen; nothing is missing before it.</summary>
    /// <returns>The frames; of long ones their beginnings.</returns>
    public IReadOnlyList<byte[]> Finish(NetworkSpace from, NetworkSpace to, string address)
    {
        byte[] mark = RandomNumberGenerator.GetBytes(100);
        Datagrams.Echo(from, to, address, mark);
        Until.True(() => System.IO.File.ReadAllBytes(File).AsSpan().IndexOf(mark) > 0, () => "the capture does not show the last datagram");
        Tool.Run("kill", "-INT", _tcpdump.Id.ToString(CultureInfo.InvariantCulture)).Succeeded();
        Assert.Contains("\n0 packets dropped by kernel", Tool.Finish(_tcpdump).Errors, StringComparison.Ordinal);
        return PcapFile.Frames(File, mayBeCut: true);
    }

    public void Dispose()
    {
        try
        {
            _tcpdump.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended, as it should.
        }

        _tcpdump.Dispose();
        _folder.Dispose();
    }
}
