namespace NfvRuntime.Chains.Tests.Extensions;

/// <summary>Each way in which an extension can be broken gives one line that names the place, the file, what is wrong, and what would help.</summary>
public sealed class BrokenExtensionTests : IDisposable
{
    private const string Place = "chain.yaml:2:13: error ";

    private readonly ExtensionFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_that_is_not_there() =>
        Refused("Acme.dll", "NFV0220: extension 'Acme.dll' cannot be used: it is not there; build it first, or mend the path");

    [Fact]
    public void One_that_is_no_assembly()
    {
        File.WriteAllText(_folder["Acme.dll"], "hello");

        Refused("Acme.dll", "NFV0220: extension 'Acme.dll' cannot be used: it is not a .NET assembly; name the .dll that the project of the stage builds");
    }

    [Fact]
    public void One_that_is_no_path() =>
        Assert.Equal(
            "chain.yaml:2:13: error NFV0103: 'extensions' must be an assembly or a folder, such as custom/bin/Acme.Stages.dll, or a list of them, found a map",
            _folder.Complaints("{ file: Acme.dll }", "forward"));

    [Fact]
    public void One_that_does_not_use_the_sdk()
    {
        Compiler.Compile(_folder["Lib.dll"], "public static class Lib { }");

        Refused("Lib.dll", "NFV0222: extension 'Lib.dll' cannot be used: it does not use NfvRuntime.Sdk, so it has no kind of stage; "
            + "a kind is a public static property of the type StageKind in a public class");
    }

    [Fact]
    public void One_without_a_kind()
    {
        _folder.Add("Acme.dll", "");

        Refused("Acme.dll", "NFV0222: extension 'Acme.dll' cannot be used: it has no kind of stage; "
            + "a kind is a public static property of the type StageKind in a public class");
    }

    [Fact]
    public void A_folder_without_an_extension() =>
        Refused(".", "NFV0222: extension '.' cannot be used: no assembly in this folder has a kind of stage; "
            + "a kind is a public static property of the type StageKind in a public class");

    [Fact]
    public void One_built_against_another_sdk()
    {
        Directory.CreateDirectory(_folder["old"]);
        Compiler.Compile(
            _folder["old/NfvRuntime.Sdk.dll"],
            """[assembly: System.Reflection.AssemblyVersion("9.4.0.0")] namespace NfvRuntime.Sdk { public sealed class StageKind { } }""");
        Compiler.Compile(
            _folder["Acme.dll"], "public static class S { public static NfvRuntime.Sdk.StageKind Kind => null; }", _folder["old/NfvRuntime.Sdk.dll"]);

        Refused("Acme.dll", "NFV0221: extension 'Acme.dll' cannot be used: it was built against NfvRuntime.Sdk 9.4.0, and this program has 0.1.0; "
            + "build it against NfvRuntime.Sdk 0.1.0");
    }

    [Theory]
    [InlineData(".NETCoreApp,Version=v11.0", "it was built for .NET 11.0, and this program runs on .NET 10.0; build it with <TargetFramework>net10.0</TargetFramework>")]
    [InlineData(".NETFramework,Version=v4.8", "it was built for .NETFramework 4.8; build it for .NET 10.0")]
    public void One_built_for_another_runtime(string framework, string complaint)
    {
        _folder.Add("Acme.dll", ExtensionFolder.Kind("acme-idle"), $"""[assembly: System.Runtime.Versioning.TargetFramework("{framework}")]""");

        Refused("Acme.dll", $"NFV0221: extension 'Acme.dll' cannot be used: {complaint}");
    }

    [Fact]
    public void One_that_lacks_a_library()
    {
        Compiler.Compile(_folder["Lib.dll"], """[assembly: System.Reflection.AssemblyVersion("1.2.3.0")] public static class Lib { public static string Name => "x"; }""");
        _folder.Add("Acme.dll", ExtensionFolder.Kind("acme-idle") + "public static string Name => Lib.Name;", references: _folder["Lib.dll"]);
        File.Delete(_folder["Lib.dll"]);

        Refused("Acme.dll", "NFV0220: extension 'Acme.dll' cannot be used: it needs Lib 1.2.3, which is not beside it; set "
            + "<EnableDynamicLoading>true</EnableDynamicLoading> in its project, so that its packages are copied, and build it again");
    }

    [Fact]
    public void One_whose_initialiser_throws()
    {
        _folder.Add("Acme.dll", ExtensionFolder.Kind("acme-idle") + """static Stages() => throw new System.InvalidOperationException("no licence");""");

        Refused("Acme.dll", "NFV0223: extension 'Acme.dll' cannot be used: its kind Stages.Kind cannot be made: InvalidOperationException: no licence");
    }

    [Fact]
    public void One_whose_kind_is_null()
    {
        _folder.Add("Acme.dll", "public static NfvRuntime.Sdk.StageKind Kind => null;");

        Refused("Acme.dll", "NFV0223: extension 'Acme.dll' cannot be used: its kind Stages.Kind is null; make it with StageKind.Define");
    }

    [Fact]
    public void One_whose_kind_declares_impossible_gates()
    {
        _folder.Add("Acme.dll", ExtensionFolder.Kind("acme-idle", more: """, inputs: ["lan", "lan"]"""));

        Refused("Acme.dll", "NFV0223: extension 'Acme.dll' cannot be used: its kind Stages.Kind cannot be made: ArgumentException: "
            + "Kind 'acme-idle' declares its input gate 'lan' twice; every kind has the default gates without declaring them.");
    }

    [Fact]
    public void One_whose_kind_has_the_name_of_another()
    {
        _folder.Add("Acme.dll", ExtensionFolder.Kind("forward"));
        _folder.Add("Other.dll", ExtensionFolder.Kind("forward").Replace("forward", "acme-idle", StringComparison.Ordinal));
        _folder.Add("Third.dll", ExtensionFolder.Kind("acme-idle"));

        Refused("Acme.dll", "NFV0224: extension 'Acme.dll' cannot be used: its kind 'forward' (Acme) has the name of one that comes with nfv itself; "
            + "rename it, such as to 'acme-forward'");
        Assert.Equal(
            "chain.yaml:2:25: error NFV0224: extension 'Third.dll' cannot be used: its kind 'acme-idle' (Third) has the name of one that comes with "
            + "Other 0.0.0 (Other.dll); rename it, such as to 'third-acme-idle'",
            _folder.Complaints("[Other.dll, Third.dll]"));
    }

    [Fact]
    public void One_with_two_kinds_of_one_name()
    {
        _folder.Add("Acme.dll", ExtensionFolder.Kind("acme-idle") + ExtensionFolder.Kind("acme-idle", "Again"));

        Refused("Acme.dll", "NFV0224: extension 'Acme.dll' cannot be used: its Stages.Again and Stages.Kind are both called 'acme-idle'; "
            + "a kind's name must be its own");
    }

    private void Refused(string extension, string complaint) =>
        Assert.Equal(Place + complaint, _folder.Complaints(extension, "forward"));
}
