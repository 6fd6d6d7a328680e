using System.Security.Cryptography;
using System.Text;

namespace NfvRuntime.Guests.Images;

/// <summary>The sources that an agent is published from.</summary>
internal static class SourceTree
{
    private static readonly string[] Patterns = ["*.cs", "*.csproj", "*.json", "*.sh"];

    /// <summary>Equal for equal sources.</summary>
    public static string Digest(string tree)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        IEnumerable<string> files = Directory.EnumerateFiles(tree, "Directory.*")
            .Concat(Patterns.SelectMany(pattern => Directory.EnumerateFiles(Path.Combine(tree, "src"), pattern, SearchOption.AllDirectories)));
        foreach (string file in files.Where(static file => !IsMade(file)).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(tree, file) + "\0"));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static bool IsMade(string file) =>
        file.Contains("/obj/", StringComparison.Ordinal) || file.Contains("/bin/", StringComparison.Ordinal);
}
