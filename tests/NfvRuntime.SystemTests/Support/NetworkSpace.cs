using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace NfvRuntime.SystemTests.Support;

/// <summary>A network namespace under a name of its own: a network stack beside the system's. Gone with all its devices at the end.</summary>
internal sealed partial class NetworkSpace : IDisposable
{
    private const int NetworkNamespace = 0x40000000;

    private const string Prefix = "nfvs";

    private static int _made;

    static NetworkSpace()
    {
        // A test run that was killed could not clean up.
        foreach (string line in Tool.Run("ip", "netns", "list").Output.Split('\n').Where(line => line.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            string process = line[Prefix.Length..].Split('-')[0];
            if (int.TryParse(process, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out int id) && !Directory.Exists($"/proc/{id}"))
            {
                Tool.Run("ip", "netns", "del", line.Split(' ')[0]);
            }
        }
    }

    public NetworkSpace(string role)
    {
        Name = $"{Prefix}{Environment.ProcessId:x}-{Interlocked.Increment(ref _made)}-{role}";
        Tool.Run("ip", "netns", "add", Name).Succeeded();
        Ip("link set lo up");
        Set("ipv6/conf/default/accept_dad", "0");
        Set("ipv6/conf/default/router_solicitations", "0");
    }

    public string Name { get; }

    /// <summary>Configures it with the program ip.</summary>
    public string Ip(string words) => Tool.Run("ip", ["-n", Name, .. words.Split(' ')]).Succeeded().Output;

    /// <summary>Runs a program in it.</summary>
    public ToolResult Run(string line) => Tool.Finish(Start(line));

    public Process Start(string line) => Tool.Start("ip", null, ["netns", "exec", Name, .. line.Split(' ')]);

    /// <summary>Sets a switch below /proc/sys/net.</summary>
    public void Set(string name, string value) => Enter(() =>
    {
        File.WriteAllText($"/proc/sys/net/{name}", value);
        return true;
    });

    /// <summary>Does something on a thread of its own that is in the namespace. A socket stays in the one where it was made.</summary>
    public T Enter<T>(Func<T> action)
    {
        T result = default!;
        Exception? fault = null;
        Thread thread = new(() =>
        {
            try
            {
                using SafeFileHandle space = File.OpenHandle($"/run/netns/{Name}");
                Assert.Equal(0, SetNamespace(space, NetworkNamespace));
                result = action();
            }
            catch (Exception e)
            {
                fault = e;
            }
        });
        thread.Start();
        thread.Join();
        return fault is null ? result : throw new InvalidOperationException($"in {Name}: {fault.Message}", fault);
    }

    public Socket Socket(IPAddress address, ProtocolType protocol) => Enter(() => new Socket(
        address.AddressFamily, protocol == ProtocolType.Tcp ? SocketType.Stream : SocketType.Dgram, protocol));

    public LinkCounters Counters(string link)
    {
        JsonElement all = JsonDocument.Parse(Ip($"-s -j link show dev {link}")).RootElement[0].GetProperty("stats64");
        return new LinkCounters(Read("rx", "packets"), Read("rx", "bytes"), Read("tx", "packets"), Read("tx", "bytes"));

        ulong Read(string direction, string name) => all.GetProperty(direction).GetProperty(name).GetUInt64();
    }

    /// <summary>Waits until a virtual cable carries: after an interface came up, the kernel drops without a word what is sent too early.</summary>
    public void AwaitCarrier(string link) => Until.True(
        () => JsonDocument.Parse(Ip($"-j link show dev {link}")).RootElement[0].GetProperty("operstate").GetString() == "UP",
        () => $"{link} in {Name} has no carrier");

    public string AddressOf(string link) => JsonDocument.Parse(Ip($"-j link show dev {link}")).RootElement[0].GetProperty("address").GetString()!;

    public void Dispose() => Tool.Run("ip", "netns", "del", Name);

    [LibraryImport("libc", EntryPoint = "setns")]
    private static partial int SetNamespace(SafeHandle space, int kind);
}
