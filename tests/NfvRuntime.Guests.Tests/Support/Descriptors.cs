using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace NfvRuntime.Guests.Tests;

/// <summary>Descriptors of this process whose fate tests follow by a name: other tests open and close their own at the same time.</summary>
internal static partial class Descriptors
{
    /// <summary>Unnamed memory with this text in it; every duplicate shows its name in /proc.</summary>
    public static SafeFileHandle Memory(string name, string content)
    {
        int descriptor = MemfdCreate(name, 1);
        Assert.True(descriptor >= 0);
        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        RandomAccess.Write(handle, Encoding.UTF8.GetBytes(content), 0);
        return handle;
    }

    /// <summary>How many descriptors of this process are that memory.</summary>
    public static int Count(string name) =>
        Directory.EnumerateFileSystemEntries("/proc/self/fd").Count(entry => Target(entry).StartsWith($"/memfd:{name} ", StringComparison.Ordinal));

    public static string Read(SafeFileHandle handle)
    {
        byte[] bytes = new byte[RandomAccess.GetLength(handle)];
        RandomAccess.Read(handle, bytes, 0);
        return Encoding.UTF8.GetString(bytes);
    }

    public static bool ClosesOnExec(SafeFileHandle handle)
    {
        string flags = File.ReadLines($"/proc/self/fdinfo/{handle.DangerousGetHandle()}").Single(line => line.StartsWith("flags:", StringComparison.Ordinal));
        return (Convert.ToInt64(flags[6..].Trim(), 8) & 0x80000) != 0;
    }

    private static string Target(string entry)
    {
        try
        {
            return new FileInfo(entry).LinkTarget ?? "";
        }
        catch (IOException)
        {
            return ""; // closed meanwhile
        }
    }

    [LibraryImport("libc", EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MemfdCreate(string name, uint flags);
}
