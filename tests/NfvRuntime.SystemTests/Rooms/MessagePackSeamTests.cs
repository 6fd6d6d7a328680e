using System.Text.RegularExpressions;
using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.Rooms;

/// <summary>Section 7 of the design: the known MessagePack library must be able to take the own codec's place at one point.</summary>
public sealed partial class MessagePackSeamTests
{
    private const string Codec = "src/NfvRuntime.Guests/MessagePack/";

    [Fact]
    public void Only_the_codec_itself_names_its_namespace() => Expect.None(
        from folder in new[] { "src", "tests" }
        from path in Repository.Files(folder, "*.cs")
        let relative = Repository.Relative(path)
        where !relative.StartsWith(Codec, StringComparison.Ordinal) && !relative.EndsWith(nameof(MessagePackSeamTests) + ".cs", StringComparison.Ordinal)
        where CodecNamespace().IsMatch(File.ReadAllText(path))
        select relative);

    [Fact]
    public void The_codec_needs_nothing_of_its_project() => Expect.None(
        from path in Repository.Files("src", "*.cs")
        let relative = Repository.Relative(path)
        where relative.StartsWith(Codec, StringComparison.Ordinal) && OtherNamespace().IsMatch(File.ReadAllText(path))
        select relative);

    [Fact]
    public void No_namespace_and_no_assembly_is_called_MessagePack() => Expect.None(
        from folder in new[] { "src", "tests" }
        from path in Repository.Files(folder, "*.cs").Concat(Repository.Files(folder, "*.csproj"))
        where PlainName().IsMatch(File.ReadAllText(path)) || Path.GetFileNameWithoutExtension(path) == "MessagePack"
        select Repository.Relative(path));

    [GeneratedRegex(@"NfvRuntime\.Guests\.MessagePack\b")]
    private static partial Regex CodecNamespace();

    [GeneratedRegex(@"^using NfvRuntime\.", RegexOptions.Multiline)]
    private static partial Regex OtherNamespace();

    [GeneratedRegex(@"^\s*namespace\s+MessagePack\b|<(AssemblyName|RootNamespace)>\s*MessagePack\b", RegexOptions.Multiline)]
    private static partial Regex PlainName();
}
