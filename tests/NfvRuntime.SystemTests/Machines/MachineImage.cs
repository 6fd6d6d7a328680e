using NfvRuntime.Guests.Images;
using NfvRuntime.Guests.Machines;

namespace NfvRuntime.SystemTests.Machines;

/// <summary>An image for all tests of machines: the distribution's kernel, and in the agent's place a script that becomes what
/// a test asks for: itself, this very assembly (<see cref="GuestProbe"/>), or the agent, on the run-time system that the tests run on.</summary>
public sealed class MachineImage : IDisposable
{
    /// <summary>The word by which the script becomes the agent.</summary>
    public const string RealAgent = "agent";

    private const string Assembly = "NfvRuntime.SystemTests.dll";
    private const string Script = $"""
        #!/bin/sh
        export DOTNET_TieredCompilation=1 DOTNET_gcConcurrent=0
        case " $* " in *" {GuestProbe.Role} "*) exec /nfv/dotnet exec --runtimeconfig /nfv/probe.json /nfv/{Assembly} {GuestProbe.Role} ;; esac
        case " $* " in *" {RealAgent} "*) exec /nfv/dotnet exec --runtimeconfig /nfv/probe.json /nfv/nfv-agent.dll --guest "$2" --connect "$4" ;; esac
        exec 3<>/dev/vport0p1
        echo "agent up: $*"
        while read -r line <&3; do echo "you said $line" >&3; done
        exit 7
        """;

    /// <summary>What no program of ours needs in a guest: less to unpack there.</summary>
    private static readonly string[] LeftOut = ["Microsoft.VisualBasic", "Microsoft.CSharp", "System.Private.Xml", "System.Data", "System.Private.DataContract", "System.Linq.Expressions"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nfv-machines-");
    private readonly Lazy<GuestImage> _image;

    public MachineImage() => _image = new Lazy<GuestImage>(Make);

    public Machine Describe(string name, MachineFolder folder) => new()
    {
        Name = name,
        Folder = folder,
        Kernel = _image.Value.Kernel,
        Initramfs = _image.Value.Initramfs,
        Memory = 320 << 20,
    };

    public void Dispose() => _folder.Delete(recursive: true);

    private GuestImage Make()
    {
        DirectoryInfo agent = _folder.CreateSubdirectory("agent");
        string program = Path.Combine(agent.FullName, AgentSource.Program);
        File.WriteAllText(program, Script);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!, version = Path.GetFileName(framework);
        string root = Path.GetFullPath("../../..", framework);
        File.WriteAllText(Path.Combine(agent.FullName, "probe.json"), $$"""
            { "runtimeOptions": { "framework": { "name": "Microsoft.NETCore.App", "version": "{{version}}" }, "configProperties": { "System.Globalization.Invariant": true } } }
            """);
        Copy(Path.Combine(root, "dotnet"), "dotnet");
        Copy(Path.Combine(root, "host/fxr", version, "libhostfxr.so"), $"host/fxr/{version}/libhostfxr.so");
        foreach (string file in Directory.EnumerateFiles(framework).Where(static file => !LeftOut.Any(Path.GetFileName(file).StartsWith)
            || file.EndsWith(".json", StringComparison.Ordinal)))
        {
            Copy(file, $"shared/Microsoft.NETCore.App/{version}/{Path.GetFileName(file)}");
        }

        IEnumerable<string> rooms = Directory.EnumerateFiles(AppContext.BaseDirectory, "NfvRuntime.*.dll").Select(static path => Path.GetFileName(path))
            .Where(static name => !name.EndsWith("Tests.dll", StringComparison.Ordinal));
        foreach (string name in (string[])[Assembly, "nfv-agent.dll", "System.CommandLine.dll", "YamlDotNet.dll", .. rooms])
        {
            Copy(Path.Combine(AppContext.BaseDirectory, name), name);
        }

        string packages = Path.Combine(ImageBuilder.DefaultCache, "packages");
        return new ImageBuilder(Path.Combine(_folder.FullName, "cache")).Build(
            new ImageInputs(KernelSource.OfDistribution(packages), Busybox.Find(packages), agent.FullName));

        void Copy(string from, string to)
        {
            string path = Path.Combine(agent.FullName, to);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(from, path);
        }
    }
}
