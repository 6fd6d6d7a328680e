using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace NfvRuntime.Cli.Bench.Guests;

/// <summary>
/// The least that it can cost to wake another process and be woken by it: two processes on two CPUs, each asleep in a read of its own eventfd. The
/// reference for the round trip of two guests.
/// </summary>
internal static unsafe partial class BarePingPong
{
    private const int Warmup = 200;

    /// <summary>The hidden command that is the second process.</summary>
    public const string EchoCommand = "eventfd-echo";

    /// <summary>Round trips, in nanoseconds.</summary>
    /// <param name="rounds">How many.</param>
    /// <param name="pause">Between two of them, so that both processes are asleep.</param>
    public static double[] Measure(int rounds, TimeSpan pause)
    {
        // Not close-on-exec: the child has them under the same numbers.
        int there = EventFd(0, 0);
        int back = EventFd(0, 0);
        using Process echo = StartEcho(there, back);
        try
        {
            Affinity.PinTo(0);
            var times = new double[rounds];
            for (int i = -Warmup; i < rounds; i++)
            {
                Thread.Sleep(pause);
                long start = Stopwatch.GetTimestamp();
                Signal(there);
                Await(back);
                times[Math.Max(i, 0)] = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
            }

            return times;
        }
        finally
        {
            Affinity.Unpin();
            echo.Kill();
            echo.WaitForExit();
            _ = Close(there);
            _ = Close(back);
        }
    }

    /// <summary>The second process: answers until it is killed, or the first one is gone.</summary>
    public static void Echo(int there, int back)
    {
        const int setParentDeathSignal = 1;
        const int kill = 9;
        _ = Control(setParentDeathSignal, kill, 0, 0, 0);
        Affinity.PinTo(1);
        while (true)
        {
            Await(there);
            Signal(back);
        }
    }

    private static Process StartEcho(int there, int back)
    {
        string host = Environment.ProcessPath!;
        bool isHost = Path.GetFileNameWithoutExtension(host) == "dotnet";
        string[] self = isHost ? ["exec", Assembly.GetExecutingAssembly().Location] : [];
        string[] numbers = [there.ToString(CultureInfo.InvariantCulture), back.ToString(CultureInfo.InvariantCulture)];
        return Process.Start(new ProcessStartInfo(host, [.. self, "bench", EchoCommand, .. numbers]))!;
    }

    private static void Signal(int descriptor)
    {
        ulong one = 1;
        _ = Write(descriptor, &one, sizeof(ulong));
    }

    private static void Await(int descriptor)
    {
        ulong count;
        while (Read(descriptor, &count, sizeof(ulong)) != sizeof(ulong))
        {
        }
    }

    [LibraryImport("libc", EntryPoint = "eventfd")]
    private static partial int EventFd(uint value, int flags);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(int descriptor, void* data, nint length);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint Read(int descriptor, void* data, nint length);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nint argument2, nint argument3, nint argument4, nint argument5);
}
