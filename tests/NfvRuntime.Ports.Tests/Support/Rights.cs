using System.Runtime.InteropServices;

namespace NfvRuntime.Ports.Tests;

/// <summary>What happens to whoever is not privileged.</summary>
internal static unsafe partial class Rights
{
    private const uint VersionThree = 0x20080522;

    /// <summary>Does things on a thread of their own that has no capability; capabilities belong to threads.</summary>
    public static string[] Without(params Func<string>[] actions)
    {
        var said = new string[actions.Length];
        Exception? fault = null;
        var thread = new Thread(() =>
        {
            try
            {
                var header = stackalloc uint[2] { VersionThree, 0 };
                var none = stackalloc uint[6];
                Assert.Equal(0, CapSet(header, none));
                for (var i = 0; i < actions.Length; i++)
                {
                    said[i] = actions[i]();
                }
            }
            catch (Exception e)
            {
                fault = e;
            }
        });
        thread.Start();
        thread.Join();
        Assert.Null(fault);
        return said;
    }

    [LibraryImport("libc", EntryPoint = "capset")]
    private static partial int CapSet(void* header, void* sets);
}
