using System.Globalization;

namespace NfvRuntime.Actors.Configuration;

/// <summary>Times as configurations write them.</summary>
internal static class HoconTime
{
    /// <summary>Reads a time; null if the text is none.</summary>
    public static TimeSpan? Parse(string text, bool allowInfinite)
    {
        if (text == "infinite")
        {
            return allowInfinite ? Timeout.InfiniteTimeSpan : null;
        }

        int unitAt = text.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        if (!double.TryParse(text.AsSpan(0, unitAt), CultureInfo.InvariantCulture, out double number))
        {
            return null;
        }

        return text[unitAt..].Trim() switch
        {
            "d" or "day" or "days" => TimeSpan.FromDays(number),
            "h" or "hour" or "hours" => TimeSpan.FromHours(number),
            "m" or "minute" or "minutes" => TimeSpan.FromMinutes(number),
            "s" or "second" or "seconds" => TimeSpan.FromSeconds(number),
            "" or "ms" or "millis" or "millisecond" or "milliseconds" => TimeSpan.FromMilliseconds(number),
            "us" or "micros" or "microsecond" or "microseconds" => TimeSpan.FromMicroseconds(number),
            _ => null,
        };
    }
}
