using System.CommandLine.Parsing;
using System.Globalization;

namespace NfvRuntime.Agent.Program;

/// <summary>How arguments are written; mistakes go to the command line's parser.</summary>
internal static class ArgumentForms
{
    private const string Unix = "unix:";
    private const string Virtio = "virtio:";
    private const int MostCpus = 1024;
    private const int LongestPath = 107; // of a Unix socket

    private static readonly (string Unit, double Seconds)[] Units = [("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600)];

    public static string? ReadGuest(ArgumentResult result)
    {
        string name = result.Tokens[0].Value;
        if (name.Length is > 0 and <= 255)
        {
            return name;
        }

        result.AddError("--guest: a name of 1 to 255 letters, as in the chain file.");
        return null;
    }

    public static HostAddress? ReadAddress(ArgumentResult result)
    {
        string address = result.Tokens[0].Value;
        if (address.StartsWith(Virtio, StringComparison.Ordinal) && address.Length > Virtio.Length)
        {
            return new HostAddress(address[Virtio.Length..], IsPort: true);
        }

        string path = address.StartsWith(Unix, StringComparison.Ordinal) ? address[Unix.Length..] : "";
        if (path.Length > 0 && System.Text.Encoding.UTF8.GetByteCount(path) <= LongestPath)
        {
            return new HostAddress(path, IsPort: false);
        }

        result.AddError(path.Length == 0
            ? $"--connect {address}: write unix: and the path of the host's socket, such as unix:/run/nfv/g1.sock. In a virtual machine: virtio: and the name of a port."
            : $"--connect {address}: the path of a socket has {LongestPath} bytes at most.");
        return null;
    }

    public static IReadOnlyList<int> ReadCpus(ArgumentResult result)
    {
        var cpus = new SortedSet<int>();
        foreach (string part in result.Tokens[0].Value.Split(','))
        {
            string[] ends = part.Split('-');
            int first = ReadCpu(ends[0]), last = ReadCpu(ends[^1]);
            if (first < 0 || last < first || ends.Length > 2)
            {
                result.AddError($"--cpus {result.Tokens[0].Value}: write numbers of CPUs and ranges of them, such as 0,2-3.");
                return [];
            }

            cpus.UnionWith(Enumerable.Range(first, last - first + 1));
        }

        return [.. cpus];
    }

    public static TimeSpan ReadTime(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        foreach ((string unit, double seconds) in Units)
        {
            string figure = text.EndsWith(unit, StringComparison.Ordinal) ? text[..^unit.Length] : "";
            bool isTime = double.TryParse(figure, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number);
            if (isTime && number * seconds is > 0 and <= 30 * 86400)
            {
                return TimeSpan.FromSeconds(number * seconds);
            }
        }

        result.AddError($"--orphan-after {text}: a time is a number and ms, s, m or h, such as 60s.");
        return default;
    }

    /// <returns>-1 if it is no number of a CPU.</returns>
    private static int ReadCpu(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int cpu) && cpu < MostCpus ? cpu : -1;
}
