using System.Diagnostics;

namespace NfvRuntime.Guests.Protocol.Envelope;

/// <summary>W3C Trace Context in a message: nil, or an array of traceparent and tracestate (or nil).</summary>
internal static class TraceParent
{
    public static void Write(ref MessagePackWriter writer, ActivityContext? trace)
    {
        if (trace is not { } context)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteArrayHeader(2);
        writer.Write($"00-{context.TraceId}-{context.SpanId}-{(byte)context.TraceFlags:x2}");
        writer.Write(context.TraceState);
    }

    /// <summary>A text that is no traceparent is no error: as W3C demands, it is as if there were none.</summary>
    public static ActivityContext? Read(ref MessagePackReader reader)
    {
        if (reader.TryReadNil())
        {
            return null;
        }

        int count = reader.ReadArrayHeader();
        if (count < 2)
        {
            throw new MessagePackSerializationException("A trace context has two elements.");
        }

        string? parent = reader.ReadString(), state = reader.ReadString();
        for (int i = 2; i < count; i++)
        {
            reader.Skip();
        }

        return ActivityContext.TryParse(parent, state, isRemote: true, out ActivityContext context) ? context : null;
    }
}
