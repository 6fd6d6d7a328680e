using System.Globalization;

namespace NfvRuntime.Guests.Machines;

/// <summary>A process of this machine, told apart from a later one with the same number.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Start">When it was started, in the kernel's ticks since boot; 0 for none.</param>
public readonly record struct RunningProcess(int Id, ulong Start)
{
    private const int StartField = 19; // of those behind the program's name in /proc/PID/stat

    /// <summary>This process.</summary>
    public static RunningProcess This { get; } = Of(Environment.ProcessId);

    /// <summary>Whether it still runs.</summary>
    public bool IsAlive => Start != 0 && Of(Id).Start == Start;

    /// <summary>The process that has a number now.</summary>
    public static RunningProcess Of(int id)
    {
        try
        {
            string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? new(id, 0) : new(id, ulong.Parse(fields[StartField], CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(id, 0);
        }
    }

    /// <summary>Reads what <see cref="ToString"/> wrote; anything else names no process.</summary>
    public static RunningProcess Parse(string text)
    {
        string[] words = text.Split(' ');
        return words.Length == 2 && int.TryParse(words[0], CultureInfo.InvariantCulture, out int id)
            && ulong.TryParse(words[1], CultureInfo.InvariantCulture, out ulong start) ? new(id, start) : default;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id} {Start}");
}
