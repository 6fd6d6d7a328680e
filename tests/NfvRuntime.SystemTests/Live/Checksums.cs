using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.Live;

/// <summary>Every checksum is judged by the stack that receives it.</summary>
internal static class Checksums
{
    /// <summary>The kinds of packets of which a stack has received some with a wrong checksum.</summary>
    public static IEnumerable<string> Errors(NetworkSpace space) => [.. V4(space), .. V6(space)];

    private static IEnumerable<string> V4(NetworkSpace space)
    {
        string[] lines = space.Run("cat /proc/net/snmp").Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (string[][] pair in lines.Select(line => line.Split(' ')).Chunk(2))
        {
            if (Array.IndexOf(pair[0], "InCsumErrors") is > 0 and int column && pair[1][column] != "0")
            {
                yield return $"{space.Name}: {pair[0][0]} {pair[1][column]}";
            }
        }
    }

    private static IEnumerable<string> V6(NetworkSpace space) =>
        from line in space.Run("cat /proc/net/snmp6").Succeeded().Output.Split('\n')
        where line.Contains("InCsumErrors", StringComparison.Ordinal) && !line.TrimEnd().EndsWith("\t0", StringComparison.Ordinal)
        select $"{space.Name}: {line}";
}
