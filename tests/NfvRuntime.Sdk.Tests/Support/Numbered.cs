namespace NfvRuntime.Sdk.Tests.Support;

/// <summary>Frames that say where they belong: the gate in the first byte, then a number.</summary>
internal static class Numbered
{
    public static byte[] Frame(int gate, int number, int length = 8)
    {
        byte[] frame = new byte[length];
        frame[0] = (byte)gate;
        BitConverter.TryWriteBytes(frame.AsSpan(1), number);
        for (int i = 5; i < length; i++)
        {
            frame[i] = (byte)(number + i);
        }

        return frame;
    }

    public static byte[][] Frames(int count, Func<int, int> gateOf) => [.. Enumerable.Range(0, count).Select(i => Frame(gateOf(i), i))];
}
