namespace NfvRuntime.Ports;

/// <summary>Frame sizes and how often each occurs. Bytes of the whole frame without its check sequence.</summary>
public sealed record FrameSizes
{
    /// <summary>The smallest frame of Ethernet.</summary>
    public const int Smallest = 60;

    /// <summary>The largest size that can be asked for; the buffers of the region set the limit when the port is opened.</summary>
    public const int Largest = 65535;

    private const int MostWeight = 1000;

    /// <summary>60 bytes, always.</summary>
    public static FrameSizes Minimum { get; } = new() { Schedule = [Smallest] };

    /// <summary>The "simple IMIX": 60, 566 and 1514 bytes in the ratio 7 to 4 to 1.</summary>
    public static FrameSizes Imix { get; } = Parse("60:7,566:4,1514:1").Value;

    /// <summary>The sizes in the order they are sent, each as often as its weight says, spread evenly.</summary>
    public required IReadOnlyList<int> Schedule { get; init; }

    /// <summary>Reads <c>imix</c>, <c>60</c>, <c>60,1514</c> or <c>60:7,566:4,1514:1</c> (size and weight).</summary>
    /// <returns>The sizes, or what is wrong.</returns>
    public static (FrameSizes Value, string? Error) Parse(string text)
    {
        if (text == "imix")
        {
            return (Imix, null);
        }

        var sizes = new List<(int Size, int Weight)>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var pair = part.Split(':', StringSplitOptions.TrimEntries);
            var weight = 1;
            if (pair.Length > 2 || !int.TryParse(pair[0], out var size) || (pair.Length == 2 && !int.TryParse(pair[1], out weight)))
            {
                return (Minimum, $"'{part}' is no frame size; write imix, 60, or sizes with weights such as 60:7,566:4,1514:1");
            }

            if (size is < Smallest or > Largest || weight is < 1 or > MostWeight)
            {
                return (Minimum, $"'{part}': sizes are {Smallest} to {Largest} bytes without the check sequence, weights 1 to {MostWeight}");
            }

            sizes.Add((size, weight));
        }

        return (new FrameSizes { Schedule = Spread(sizes) }, null);
    }

    /// <summary>Always the size that lags most behind its share comes next.</summary>
    private static List<int> Spread(List<(int Size, int Weight)> sizes)
    {
        var total = sizes.Sum(s => s.Weight);
        var credit = new int[sizes.Count];
        var schedule = new List<int>(total);
        while (schedule.Count < total)
        {
            for (var i = 0; i < credit.Length; i++)
            {
                credit[i] += sizes[i].Weight;
            }

            var next = Array.IndexOf(credit, credit.Max());
            credit[next] -= total;
            schedule.Add(sizes[next].Size);
        }

        return schedule;
    }
}
