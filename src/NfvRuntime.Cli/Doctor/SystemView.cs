namespace NfvRuntime.Cli.Doctor;

/// <summary>What the kernel shows of this machine. Tests show another one.</summary>
/// <param name="root">The root of the file system that is looked at.</param>
internal sealed class SystemView(string root = "/")
{
    /// <summary>A file's text without the end of its line; null if it is not there.</summary>
    public string? Read(string path)
    {
        try
        {
            return File.ReadAllText(Path.Combine(root, path)).TrimEnd('\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether there is such a file or folder.</summary>
    public bool Has(string path) => Path.Exists(Path.Combine(root, path));

    /// <summary>The value behind a name in a file of lines such as <c>Name:  value unit</c>.</summary>
    public string? Value(string path, string name) => Read(path)?.Split('\n')
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => line[name.Length..].TrimStart(':', ' ', '\t')).FirstOrDefault();

    /// <summary>Whether a program is installed.</summary>
    public static bool HasProgram(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Append("/sbin")
        .Any(folder => File.Exists(Path.Combine(folder, name)));
}
