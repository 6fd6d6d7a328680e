using System.Reflection;
using NfvRuntime.Sdk;

namespace NfvRuntime.Chains.Extensions;

/// <summary>Finds the kinds of an assembly: every public static property or field of the type <see cref="StageKind"/> in a public type.</summary>
internal static class KindFinder
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <exception cref="ExtensionException">A kind cannot be made, or two have one name.</exception>
    public static IReadOnlyList<StageKind> Find(Assembly assembly)
    {
        var found = new Dictionary<string, (StageKind Kind, string Member)>(StringComparer.Ordinal);
        foreach (Type type in TypesOf(assembly).Where(type => !type.ContainsGenericParameters))
        {
            foreach ((string name, Func<object?> read) in MembersOf(type))
            {
                string member = $"{type.FullName}.{name}";
                StageKind kind = Read(member, read);
                if (found.TryAdd(kind.Name, (kind, member)) || found[kind.Name].Kind == kind) continue;
                throw new ExtensionException(ChainCodes.KindNameTaken,
                    $"its {member} and {found[kind.Name].Member} are both called '{kind.Name}'; a kind's name must be its own");
            }
        }

        return [.. found.Values.Select(entry => entry.Kind).OrderBy(kind => kind.Name, StringComparer.Ordinal)];
    }

    /// <summary>What a fault inside foreign code was, without the wrapping that reflection and type initialisers put around it.</summary>
    public static Exception Innermost(Exception fault)
    {
        while (fault is TargetInvocationException or TypeInitializationException && fault.InnerException is { } inner) fault = inner;
        return fault;
    }

    private static Type[] TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetExportedTypes();
        }
        catch (Exception e) when (e is TypeLoadException or IOException or BadImageFormatException)
        {
            throw new ExtensionException(ChainCodes.ExtensionUnreadable, $"its types cannot be loaded: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static IEnumerable<(string Name, Func<object?> Read)> MembersOf(Type type)
    {
        foreach (PropertyInfo property in type.GetProperties(Declared))
        {
            if (property.PropertyType == typeof(StageKind) && property.CanRead) yield return (property.Name, () => property.GetValue(null));
        }

        foreach (FieldInfo field in type.GetFields(Declared))
        {
            if (field.FieldType == typeof(StageKind)) yield return (field.Name, () => field.GetValue(null));
        }
    }

    private static StageKind Read(string member, Func<object?> read)
    {
        try
        {
            return read() as StageKind ?? throw new ExtensionException(ChainCodes.KindFailed, $"its kind {member} is null; make it with StageKind.Define");
        }
        catch (Exception e) when (e is not ExtensionException)
        {
            Exception fault = Innermost(e);
            string hint = fault is MissingMemberException or TypeLoadException ? "; build it against the Sdk of this program" : "";
            throw new ExtensionException(ChainCodes.KindFailed,
                $"its kind {member} cannot be made: {fault.GetType().Name}: {fault.Message.ReplaceLineEndings(" ")}{hint}");
        }
    }
}
