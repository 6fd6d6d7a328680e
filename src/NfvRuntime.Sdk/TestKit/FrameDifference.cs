namespace NfvRuntime.Sdk.TestKit;

/// <summary>Says in words how frames differ, so that a failing test can be read.</summary>
internal static class FrameDifference
{
    private const int MaxShown = 64;

    /// <returns>Null if both are the same.</returns>
    public static string? Of(IReadOnlyList<byte[]> expected, IReadOnlyList<byte[]> actual)
    {
        int shared = Math.Min(expected.Count, actual.Count);
        for (int i = 0; i < shared; i++)
        {
            if (!expected[i].AsSpan().SequenceEqual(actual[i]))
            {
                return $"frame {i} {OfFrames(expected[i], actual[i])}{Counts(expected, actual)}";
            }
        }

        return expected.Count > shared ? $"frame {shared} did not come: {Hex(expected[shared])}{Counts(expected, actual)}"
            : actual.Count > shared ? $"frame {shared} was not expected: {Hex(actual[shared])}{Counts(expected, actual)}"
            : null;
    }

    private static string OfFrames(byte[] expected, byte[] actual)
    {
        int at = expected.AsSpan().CommonPrefixLength(actual);
        string place = at < expected.Length && at < actual.Length
            ? $"differs at byte {at}: 0x{expected[at]:x2} was expected, 0x{actual[at]:x2} came"
            : $"should have {expected.Length} bytes and has {actual.Length}";
        return $"{place}\n  expected: {Hex(expected)}\n  came:     {Hex(actual)}\n ";
    }

    private static string Counts(IReadOnlyList<byte[]> expected, IReadOnlyList<byte[]> actual) =>
        expected.Count == actual.Count ? "" : $" ({expected.Count} expected, {actual.Count} came)";

    private static string Hex(byte[] frame) =>
        Convert.ToHexStringLower(frame.AsSpan(0, Math.Min(frame.Length, MaxShown))) + (frame.Length > MaxShown ? $"... ({frame.Length} bytes)" : "");
}
