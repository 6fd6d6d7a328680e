namespace NfvRuntime.Guests.MessagePack;

/// <summary>The first byte of every value; for ranges, their ends. Source: the MessagePack specification, "Formats".</summary>
public static class MessagePackCode
{
    /// <summary>Integer 0 in one byte.</summary>
    public const byte MinFixInt = 0x00;

    /// <summary>Integer 127 in one byte.</summary>
    public const byte MaxFixInt = 0x7f;

    /// <summary>A map without entries.</summary>
    public const byte MinFixMap = 0x80;

    /// <summary>A map of 15 entries.</summary>
    public const byte MaxFixMap = 0x8f;

    /// <summary>An array without elements.</summary>
    public const byte MinFixArray = 0x90;

    /// <summary>An array of 15 elements.</summary>
    public const byte MaxFixArray = 0x9f;

    /// <summary>The empty string.</summary>
    public const byte MinFixStr = 0xa0;

    /// <summary>A string of 31 bytes.</summary>
    public const byte MaxFixStr = 0xbf;

    /// <summary>No value.</summary>
    public const byte Nil = 0xc0;

    /// <summary>Forbidden by the specification.</summary>
    public const byte NeverUsed = 0xc1;

    /// <summary>The boolean false.</summary>
    public const byte False = 0xc2;

    /// <summary>The boolean true.</summary>
    public const byte True = 0xc3;

    /// <summary>Bytes; length in one byte.</summary>
    public const byte Bin8 = 0xc4;

    /// <summary>Bytes; length in two bytes.</summary>
    public const byte Bin16 = 0xc5;

    /// <summary>Bytes; length in four bytes.</summary>
    public const byte Bin32 = 0xc6;

    /// <summary>Extension; length in one byte, then its type.</summary>
    public const byte Ext8 = 0xc7;

    /// <summary>Extension; length in two bytes, then its type.</summary>
    public const byte Ext16 = 0xc8;

    /// <summary>Extension; length in four bytes, then its type.</summary>
    public const byte Ext32 = 0xc9;

    /// <summary>IEEE 754 single.</summary>
    public const byte Float32 = 0xca;

    /// <summary>IEEE 754 double.</summary>
    public const byte Float64 = 0xcb;

    /// <summary>Unsigned integer of one byte.</summary>
    public const byte UInt8 = 0xcc;

    /// <summary>Unsigned integer of two bytes.</summary>
    public const byte UInt16 = 0xcd;

    /// <summary>Unsigned integer of four bytes.</summary>
    public const byte UInt32 = 0xce;

    /// <summary>Unsigned integer of eight bytes.</summary>
    public const byte UInt64 = 0xcf;

    /// <summary>Signed integer of one byte.</summary>
    public const byte Int8 = 0xd0;

    /// <summary>Signed integer of two bytes.</summary>
    public const byte Int16 = 0xd1;

    /// <summary>Signed integer of four bytes.</summary>
    public const byte Int32 = 0xd2;

    /// <summary>Signed integer of eight bytes.</summary>
    public const byte Int64 = 0xd3;

    /// <summary>Extension of one byte.</summary>
    public const byte FixExt1 = 0xd4;

    /// <summary>Extension of two bytes.</summary>
    public const byte FixExt2 = 0xd5;

    /// <summary>Extension of four bytes.</summary>
    public const byte FixExt4 = 0xd6;

    /// <summary>Extension of eight bytes.</summary>
    public const byte FixExt8 = 0xd7;

    /// <summary>Extension of sixteen bytes.</summary>
    public const byte FixExt16 = 0xd8;

    /// <summary>String; length in one byte.</summary>
    public const byte Str8 = 0xd9;

    /// <summary>String; length in two bytes.</summary>
    public const byte Str16 = 0xda;

    /// <summary>String; length in four bytes.</summary>
    public const byte Str32 = 0xdb;

    /// <summary>Array; count in two bytes.</summary>
    public const byte Array16 = 0xdc;

    /// <summary>Array; count in four bytes.</summary>
    public const byte Array32 = 0xdd;

    /// <summary>Map; count in two bytes.</summary>
    public const byte Map16 = 0xde;

    /// <summary>Map; count in four bytes.</summary>
    public const byte Map32 = 0xdf;

    /// <summary>Integer -32 in one byte.</summary>
    public const byte MinNegativeFixInt = 0xe0;

    /// <summary>Integer -1 in one byte.</summary>
    public const byte MaxNegativeFixInt = 0xff;

    /// <summary>What kind of value begins with this byte; <see cref="MessagePackType.Unknown"/> for the forbidden one.</summary>
    public static MessagePackType ToMessagePackType(byte code) => code switch
    {
        <= MaxFixInt or >= MinNegativeFixInt => MessagePackType.Integer,
        <= MaxFixMap => MessagePackType.Map,
        <= MaxFixArray => MessagePackType.Array,
        <= MaxFixStr => MessagePackType.String,
        Nil => MessagePackType.Nil,
        NeverUsed => MessagePackType.Unknown,
        False or True => MessagePackType.Boolean,
        <= Bin32 => MessagePackType.Binary,
        <= Ext32 => MessagePackType.Extension,
        <= Float64 => MessagePackType.Float,
        <= Int64 => MessagePackType.Integer,
        <= FixExt16 => MessagePackType.Extension,
        <= Str32 => MessagePackType.String,
        <= Array32 => MessagePackType.Array,
        <= Map32 => MessagePackType.Map,
    };

    /// <summary>The specification's name of the format that this byte begins, for error messages.</summary>
    public static string ToFormatName(byte code) => code switch
    {
        <= MaxFixInt => "positive fixint",
        <= MaxFixMap => "fixmap",
        <= MaxFixArray => "fixarray",
        <= MaxFixStr => "fixstr",
        >= MinNegativeFixInt => "negative fixint",
        _ => Names[code - Nil],
    };

    private static readonly string[] Names =
    [
        "nil", "(never used)", "false", "true", "bin 8", "bin 16", "bin 32", "ext 8", "ext 16", "ext 32", "float 32", "float 64",
        "uint 8", "uint 16", "uint 32", "uint 64", "int 8", "int 16", "int 32", "int 64",
        "fixext 1", "fixext 2", "fixext 4", "fixext 8", "fixext 16", "str 8", "str 16", "str 32", "array 16", "array 32", "map 16", "map 32",
    ];
}
