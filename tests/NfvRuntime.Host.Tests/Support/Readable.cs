using System.Runtime.InteropServices;

namespace NfvRuntime.Host.Tests;

/// <summary>poll(2) on one descriptor.</summary>
internal static partial class Readable
{
    public static bool Now(int descriptor) => Within(descriptor, 0);

    /// <summary>Whether it became readable within some milliseconds; -1 waits for ever.</summary>
    public static bool Within(int descriptor, int milliseconds)
    {
        var entry = new PollEntry { Descriptor = descriptor, Events = 1 };
        return Poll(ref entry, 1, milliseconds) == 1;
    }

    public static bool AnyWithin(int[] descriptors, int milliseconds)
    {
        PollEntry[] entries = [.. descriptors.Select(descriptor => new PollEntry { Descriptor = descriptor, Events = 1 })];
        return Poll(ref entries[0], (nuint)entries.Length, milliseconds) > 0;
    }

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(ref PollEntry entry, nuint count, int milliseconds);

    private struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
