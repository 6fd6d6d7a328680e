using System.Buffers.Binary;

namespace NfvRuntime.Guests.MessagePack;

public ref partial struct MessagePackWriter
{
    private const int NanosecondsPerTick = 100;

    /// <summary>Begins an extension; its bytes follow, as <see cref="WriteRaw(ReadOnlySpan{byte})"/>.</summary>
    public void WriteExtensionFormatHeader(ExtensionHeader extensionHeader)
    {
        byte fix = extensionHeader.Length switch
        {
            1 => MessagePackCode.FixExt1,
            2 => MessagePackCode.FixExt2,
            4 => MessagePackCode.FixExt4,
            8 => MessagePackCode.FixExt8,
            16 => MessagePackCode.FixExt16,
            _ => 0,
        };
        if (fix != 0)
        {
            WriteByte(fix);
        }
        else
        {
            WriteLength(extensionHeader.Length, 0, -1, MessagePackCode.Ext8, MessagePackCode.Ext16, MessagePackCode.Ext32);
        }

        WriteByte((byte)extensionHeader.TypeCode);
    }

    /// <summary>Writes an extension.</summary>
    public void WriteExtensionFormat(ExtensionResult extensionData)
    {
        WriteExtensionFormatHeader(extensionData.Header);
        WriteRaw(extensionData.Data);
    }

    /// <summary>
    /// Writes a time stamp in the shortest of its three forms. Local time becomes UTC; a time of no kind is taken for UTC.
    /// </summary>
    public void Write(DateTime dateTime)
    {
        long ticks = (dateTime.Kind == DateTimeKind.Local ? dateTime.ToUniversalTime() : dateTime).Ticks - DateTime.UnixEpoch.Ticks;
        (long seconds, long rest) = Math.DivRem(ticks, TimeSpan.TicksPerSecond);
        if (rest < 0)
        {
            seconds--;
            rest += TimeSpan.TicksPerSecond;
        }

        uint nanoseconds = (uint)(rest * NanosecondsPerTick);
        if (seconds >>> 34 != 0)
        {
            WriteExtensionFormatHeader(new(ReservedMessagePackExtensionTypeCode.DateTime, 12));
            Span<byte> room = GetSpan(12);
            BinaryPrimitives.WriteUInt32BigEndian(room, nanoseconds);
            BinaryPrimitives.WriteInt64BigEndian(room[4..], seconds);
            _used += 12;
        }
        else if (nanoseconds != 0 || seconds > uint.MaxValue)
        {
            WriteExtensionFormatHeader(new(ReservedMessagePackExtensionTypeCode.DateTime, 8));
            BinaryPrimitives.WriteUInt64BigEndian(GetSpan(8), ((ulong)nanoseconds << 34) | (ulong)seconds);
            _used += 8;
        }
        else
        {
            WriteExtensionFormatHeader(new(ReservedMessagePackExtensionTypeCode.DateTime, 4));
            BinaryPrimitives.WriteUInt32BigEndian(GetSpan(4), (uint)seconds);
            _used += 4;
        }
    }
}
