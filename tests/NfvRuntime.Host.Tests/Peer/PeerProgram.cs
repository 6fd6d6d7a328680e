using System.Globalization;
using Microsoft.Win32.SafeHandles;
using NfvRuntime.Netmap;
using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Host.Tests;

/// <summary>The second process: a guest whose port, record and descriptors come by the command line, and whose control goes by the standard streams.</summary>
internal static class PeerProgram
{
    public static int Main(string[] args)
    {
        if (args is not [var verb, var record, var given, var number])
        {
            Console.Error.WriteLine("This program is a part of its own tests: dotnet test runs them.");
            return 64;
        }

        PtnetDescriptor[] descriptors = [.. given.Split(',').Select(Descriptor)];
        using Region region = Region.Attach(descriptors[0].Handle);
        PtnetConfiguration configuration = PtnetConfiguration.Parse(Convert.FromHexString(record));
        using var port = new PtnetPort(configuration, region, descriptors[1..], Ask);
        port.Create();
        if (verb == "echo")
        {
            new Echo(port.Open(0), port.Open(1)).Run();
        }

        RunHostile(region, configuration, int.Parse(number, CultureInfo.InvariantCulture), descriptors[1..]);
        return 0;
    }

    private static void RunHostile(Region region, PtnetConfiguration configuration, int acts, PtnetDescriptor[] descriptors)
    {
        Wake[] kicks = [.. descriptors.Where(descriptor => descriptor.Role == PtnetDescriptorRole.Kick).Select(descriptor => new SocketWake(descriptor.Handle))];
        var guest = new HostileKloopGuest(region, configuration, Environment.ProcessId);
        for (int i = 0; i < acts; i++)
        {
            kicks[guest.Act() % kicks.Length].Signal();
        }
    }

    private static PtnetReply Ask(PtnetRequest request)
    {
        Console.WriteLine($"{(int)request.Operation} {request.Value} {request.Ring}");
        string[] words = Console.ReadLine()!.Split(' ');
        return new PtnetReply((NetmapError)int.Parse(words[0], CultureInfo.InvariantCulture), ulong.Parse(words[1], CultureInfo.InvariantCulture));
    }

    private static PtnetDescriptor Descriptor(string text)
    {
        string[] words = text.Split(':');
        int? ring = words[1].Length == 0 ? null : int.Parse(words[1], CultureInfo.InvariantCulture);
        return new PtnetDescriptor(Enum.Parse<PtnetDescriptorRole>(words[0]), ring,
            new SafeFileHandle(int.Parse(words[2], CultureInfo.InvariantCulture), ownsHandle: true));
    }
}
