using NfvRuntime.Chains.Tests.Kinds;
using NfvRuntime.Sdk;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Tests.Extensions;

public sealed class ExtensionTests : IDisposable
{
    private readonly ExtensionFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_kind_is_found_by_name_and_is_a_kind_of_the_program()
    {
        _folder.Add("Acme.dll", ExtensionFolder.Kind("acme-idle"));

        StageKind kind = _folder.KindOf("Acme.dll");

        Assert.Equal("acme-idle", kind.Name);
        Assert.Equal("Does nothing.", kind.Summary);
    }

    [Fact]
    public void Kinds_are_public_static_properties_and_fields_and_nothing_else()
    {
        _folder.Add("Acme.dll",
            ExtensionFolder.Kind("acme-one", "One")
            + "public static readonly NfvRuntime.Sdk.StageKind Two = One;"
            + "public static class Nested { " + ExtensionFolder.Kind("acme-three", "Three") + " }"
            + ExtensionFolder.Kind("acme-four", "Four").Replace("public", "internal", StringComparison.Ordinal)
            + "internal static class Hidden { " + ExtensionFolder.Kind("acme-five", "Five") + " }");
        var library = new StageLibrary(new SampleStages());
        var mistakes = new DiagnosticBag();

        Assert.True(library.Add("Acme.dll", _folder[""], default, mistakes));

        Assert.Equal(0, mistakes.Count);
        Assert.Equal(["acme-one", "acme-three"], library.Names.Except(new SampleStages().Names));
        Assert.Equal(_folder["Acme.dll"], library.OriginOf("acme-three")!.File);
        Assert.Null(library.OriginOf("forward"));
    }

    [Fact]
    public void A_folder_gives_what_is_an_extension_in_it_and_a_list_gives_all_of_it()
    {
        Directory.CreateDirectory(_folder["bin"]);
        _folder.Add("bin/Acme.One.dll", ExtensionFolder.Kind("acme-one"));
        _folder.Add("bin/Acme.Nothing.dll", "");
        File.Copy(typeof(StageKind).Assembly.Location, _folder["bin/NfvRuntime.Sdk.dll"]);
        File.WriteAllText(_folder["bin/libnative.dll"], "not an assembly");
        _folder.Add("Acme.Two.dll", ExtensionFolder.Kind("acme-two"));

        Assert.Equal("acme-one", _folder.KindOf("[bin, Acme.Two.dll]", "acme-one").Name);
        Assert.Equal("acme-two", _folder.KindOf("[bin, Acme.Two.dll, bin/Acme.One.dll]", "acme-two").Name);
    }

    [Fact]
    public void Each_extension_has_libraries_of_its_own()
    {
        foreach (string side in (string[])["left", "right"])
        {
            Directory.CreateDirectory(_folder[side]);
            Compiler.Compile(_folder[$"{side}/Lib.dll"], $$"""public static class Lib { public static string Name => "{{side}}"; }""");
            _folder.Add($"{side}/Acme.{side}.dll",
                ExtensionFolder.Kind($"acme-{side}").Replace("\"Does nothing.\"", "Lib.Name", StringComparison.Ordinal),
                references: _folder[$"{side}/Lib.dll"]);
        }

        Assert.Equal("left", _folder.KindOf("[left, right]", "acme-left").Summary);
        Assert.Equal("right", _folder.KindOf("[left, right]", "acme-right").Summary);
    }

    [Fact]
    public void What_is_built_anew_is_loaded_anew_and_disturbs_nothing_that_runs()
    {
        _folder.Add("Acme.dll", ExtensionFolder.Kind("acme-idle", summary: "First."));
        StageKind first = _folder.KindOf("Acme.dll");
        Assert.Same(first, _folder.KindOf("Acme.dll"));

        _folder.Add("Acme.dll", ExtensionFolder.Kind("acme-idle", summary: "Second."));
        File.SetLastWriteTimeUtc(_folder["Acme.dll"], DateTime.UtcNow.AddMinutes(1));

        Assert.Equal("Second.", _folder.KindOf("Acme.dll").Summary);
        Assert.Equal("First.", first.Summary);
    }

    [Fact]
    public void Settings_of_a_foreign_kind_are_checked_like_any()
    {
        _folder.Add("Acme.dll", ExtensionFolder.Kind("acme-idle"));

        Assert.Equal(
            "chain.yaml:4:33: error NFV0101: unknown key 'txt' in stage 's'; did you mean 'text'?", _folder.Complaints("Acme.dll", "acme-idle, txt: 1"));
    }
}
