using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Versioning;
using NfvRuntime.Sdk;

namespace NfvRuntime.Chains.Extensions;

/// <summary>
/// An assembly's file, and what can be told from it before any of its code is loaded: so that what was built for another runtime or another
/// Sdk is refused in words instead of failing somewhere.
/// </summary>
internal sealed class ExtensionFile
{
    private static readonly AssemblyName Sdk = typeof(StageKind).Assembly.GetName();

    private ExtensionFile(string path, byte[] image)
    {
        Path = path;
        Image = image;
        using var reader = new PEReader(new MemoryStream(image, writable: false));
        MetadataReader metadata = reader.HasMetadata ? reader.GetMetadataReader() : throw new BadImageFormatException();
        Name = metadata.GetAssemblyDefinition().GetAssemblyName();
        References = [.. metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName())];
        Framework = FindFramework(metadata);
    }

    /// <summary>The names of the assemblies that extensions share with the product; all have the Sdk's version.</summary>
    public static IReadOnlySet<string> Shared { get; } =
        typeof(StageKind).Assembly.GetReferencedAssemblies().Append(Sdk)
            .Select(name => name.Name!)
            .Where(name => name.StartsWith("NfvRuntime.", StringComparison.Ordinal))
            .ToHashSet();

    public string Path { get; }

    public byte[] Image { get; }

    public AssemblyName Name { get; }

    public IReadOnlyList<AssemblyName> References { get; }

    /// <summary>What it was built for, such as <c>.NETCoreApp,Version=v10.0</c>.</summary>
    public FrameworkName? Framework { get; }

    /// <summary>Whether it can hold kinds of stages: it uses the Sdk and is no part of it.</summary>
    public bool UsesSdk => !Shared.Contains(Name.Name!) && References.Any(reference => reference.Name == Sdk.Name);

    /// <exception cref="ExtensionException">It is no assembly, or cannot be read.</exception>
    public static ExtensionFile Read(string path)
    {
        try
        {
            return new ExtensionFile(path, File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is BadImageFormatException or InvalidOperationException)
        {
            throw new ExtensionException(ChainCodes.ExtensionUnreadable, "it is not a .NET assembly; name the .dll that the project of the stage builds");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ExtensionException(ChainCodes.ExtensionUnreadable, $"it cannot be read: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <exception cref="ExtensionException">It was built for a newer .NET, another one, or another Sdk.</exception>
    public void CheckBuild()
    {
        if (Framework is { Identifier: ".NETCoreApp" } core && core.Version > Environment.Version)
        {
            throw Mismatch($"it was built for .NET {core.Version.ToString(2)}, and this program runs on .NET {Environment.Version.ToString(2)}; "
                + $"build it with <TargetFramework>net{Environment.Version.ToString(2)}</TargetFramework>");
        }

        if (Framework is { Identifier: not (".NETCoreApp" or ".NETStandard") } other)
        {
            throw Mismatch($"it was built for {other.Identifier} {other.Version}; build it for .NET {Environment.Version.ToString(2)}");
        }

        foreach (AssemblyName reference in References.Where(reference => Shared.Contains(reference.Name!)))
        {
            if (Fits(reference.Version!, Sdk.Version!)) continue;
            throw Mismatch($"it was built against {reference.Name} {reference.Version!.ToString(3)}, and this program has {Sdk.Version!.ToString(3)}; "
                + $"build it against {Sdk.Name} {Sdk.Version.ToString(3)}");
        }
    }

    /// <summary>The rule of semantic versioning: below 1.0 every minor version may break what was built against the one before.</summary>
    public static bool Fits(Version builtAgainst, Version present)
    {
        bool isSameLine = builtAgainst.Major == present.Major && (present.Major > 0 || builtAgainst.Minor == present.Minor);
        return isSameLine && builtAgainst.Minor <= present.Minor;
    }

    private static ExtensionException Mismatch(string message) => new(ChainCodes.ExtensionMismatch, message);

    private static FrameworkName? FindFramework(MetadataReader metadata)
    {
        foreach (CustomAttributeHandle handle in metadata.GetAssemblyDefinition().GetCustomAttributes())
        {
            CustomAttribute attribute = metadata.GetCustomAttribute(handle);
            if (attribute.Constructor.Kind != HandleKind.MemberReference) continue;
            EntityHandle type = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
            if (type.Kind != HandleKind.TypeReference) continue;
            StringHandle name = metadata.GetTypeReference((TypeReferenceHandle)type).Name;
            if (!metadata.StringComparer.Equals(name, nameof(TargetFrameworkAttribute))) continue;
            BlobReader value = metadata.GetBlobReader(attribute.Value);
            value.ReadUInt16(); // the prolog of ECMA-335, II.23.3
            return value.ReadSerializedString() is { } text && TryParse(text, out FrameworkName? framework) ? framework : null;
        }

        return null;
    }

    private static bool TryParse(string text, out FrameworkName? framework)
    {
        try
        {
            framework = new FrameworkName(text);
            return true;
        }
        catch (ArgumentException)
        {
            framework = null;
            return false;
        }
    }
}
