using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NfvRuntime.Netmap.Tests;

/// <summary>Measures a structure as it really lies in memory, by field name.</summary>
internal static class StructLayouts
{
    public static int SizeOf(Type type) => (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type).Invoke(null, null)!;

    public static (int Offset, int Size) Field(Type type, string name)
    {
        FieldInfo field = type.GetField(name, BindingFlags.Public | BindingFlags.Instance)
            ?? throw new MissingFieldException(type.Name, name);
        int size = field.GetCustomAttribute<FixedBufferAttribute>() is { } buffer
            ? SizeOf(buffer.ElementType) * buffer.Length
            : SizeOf(field.FieldType.IsEnum ? Enum.GetUnderlyingType(field.FieldType) : field.FieldType);
        return ((int)Marshal.OffsetOf(type, name), size);
    }

    public static int NumberOfFields(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.Instance).Length;
}
