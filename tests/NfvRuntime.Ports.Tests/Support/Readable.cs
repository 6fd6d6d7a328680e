using NfvRuntime.Ports.Native;

namespace NfvRuntime.Ports.Tests;

internal static unsafe class Readable
{
    /// <summary>Whether a descriptor becomes readable in time.</summary>
    public static bool Within(int descriptor, int milliseconds)
    {
        var question = stackalloc int[2];
        question[0] = descriptor;
        question[1] = 1;
        return LibC.Poll(question, 1, milliseconds) == 1;
    }
}
