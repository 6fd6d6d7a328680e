using System.Reflection;
using System.Text;

namespace NfvRuntime.Actors.Tests.Api;

/// <summary>Lists what an assembly offers under a namespace, one declaration a line, sorted: in the manner of Akka.NET's approval listings.</summary>
internal static class ApiListing
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly, Func<string, bool> isListed)
    {
        var text = new StringBuilder();
        foreach (IGrouping<string, Type> space in assembly.GetExportedTypes()
            .Where(type => isListed(type.Namespace!)).GroupBy(type => type.Namespace!).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append("namespace ").Append(space.Key).Append('\n');
            foreach (Type type in space.OrderBy(Name, StringComparer.Ordinal))
            {
                text.Append("    ").Append(Declaration(type)).Append('\n');
                foreach (string member in Members(type).Distinct().Order(StringComparer.Ordinal))
                {
                    text.Append("        ").Append(member).Append('\n');
                }
            }
        }

        return text.ToString();
    }

    private static string Declaration(Type type)
    {
        string kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsSubclassOf(typeof(Delegate)) ? "delegate"
            : type.IsValueType ? "struct" : type is { IsAbstract: true, IsSealed: true } ? "static class"
            : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";
        IEnumerable<Type> bases = new[] { type.BaseType }.OfType<Type>().Where(b => b != typeof(object) && b.Namespace != "System")
            .Concat(type.GetInterfaces().Where(i => i.IsPublic).OrderBy(Name, StringComparer.Ordinal));
        string list = string.Join(", ", bases.Select(Name));
        return $"public {kind} {Name(type)}{(list.Length > 0 && !type.IsEnum ? " : " + list : "")}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        foreach (MemberInfo member in type.GetMembers(Declared))
        {
            string? line = member switch
            {
                FieldInfo field when IsOffered(field.Attributes) && !field.IsSpecialName => Field(type, field),
                PropertyInfo property => Property(property),
                ConstructorInfo constructor when IsOffered(constructor.Attributes) && !constructor.IsStatic =>
                    $"{Access(constructor)} {type.Name.Split('`')[0]}({Parameters(constructor)})",
                MethodInfo method when IsOffered(method.Attributes) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) =>
                    $"{Access(method)} {Name(method.ReturnType)} {method.Name}{Generic(method)}({Parameters(method)})",
                _ => null,
            };
            if (line is not null)
            {
                yield return line;
            }
        }
    }

    private static string Field(Type type, FieldInfo field) => type.IsEnum
        ? $"{field.Name} = {(int)field.GetRawConstantValue()!}"
        : $"public {(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{Name(field.FieldType)} {field.Name}";

    private static string? Property(PropertyInfo property)
    {
        MethodInfo? get = property.GetMethod is { } g && IsOffered(g.Attributes) ? g : null;
        MethodInfo? set = property.SetMethod is { } s && IsOffered(s.Attributes) ? s : null;
        return (get ?? set) is { } accessor
            ? $"{Access(accessor)} {Name(property.PropertyType)} {property.Name} {{ {(get is null ? "" : "get; ")}{(set is null ? "" : "set; ")}}}"
            : null;
    }

    private static bool IsOffered(MethodAttributes attributes) =>
        (attributes & MethodAttributes.MemberAccessMask) is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;

    private static bool IsOffered(FieldAttributes attributes) =>
        (attributes & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family;

    private static string Access(MethodBase method)
    {
        string manner = method.IsStatic ? " static" : method.IsAbstract ? " abstract" : method.IsVirtual && !method.IsFinal
            ? ((MethodInfo)method).GetBaseDefinition() == method ? " virtual" : " override" : "";
        return (method.IsPublic ? "public" : "protected") + (method.DeclaringType!.IsInterface ? "" : manner);
    }

    private static string Generic(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{(parameter.IsOut ? "out " : "")}{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " = " + (parameter.DefaultValue ?? "null") : "")}"));

    private static string Name(Type type)
    {
        if (type.IsByRef || type.IsArray)
        {
            return Name(type.GetElementType()!) + (type.IsArray ? "[]" : "");
        }

        string name = type.IsNested && !type.IsGenericParameter ? $"{Name(type.DeclaringType!)}.{type.Name}" : type.Name;
        return type.IsGenericType ? $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }
}
