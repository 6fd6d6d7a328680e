using System.Reflection;

namespace NfvRuntime.Guests.Tests.MessagePack;

/// <summary>
/// The codec's public members, every one of which MessagePack-CSharp has with the same signature. Whoever adds one looks there first.
/// </summary>
public sealed class SurfaceTests
{
    [Fact]
    public void The_surface_is_the_one_that_was_compared_with_the_known_library()
    {
        string[] surface =
        [
            .. from type in typeof(MessagePackReader).Assembly.GetExportedTypes()
               where type.Namespace == typeof(MessagePackReader).Namespace
               orderby type.Name
               from member in type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
               let text = member.ToString()!.Replace($"{type.Namespace}.", "", StringComparison.Ordinal)
               orderby type.Name, text
               select $"{type.Name}: {text}",
        ];
        Assert.Equal(File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "MessagePack", "Surface.expected")), surface);
    }
}
