namespace NfvRuntime.Packets.Tests;

/// <summary>RFC 1071 as it stands there: 16-bit words, one at a time. The judge of everything faster.</summary>
internal static class ScalarChecksum
{
    public static ushort Compute(params ReadOnlySpan<byte> data)
    {
        ulong sum = 0;
        for (var i = 0; i < data.Length; i += 2)
        {
            sum += (uint)(data[i] << 8) + (i + 1 < data.Length ? data[i + 1] : 0u);
        }

        while (sum >> 16 != 0)
        {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return (ushort)~sum;
    }
}
