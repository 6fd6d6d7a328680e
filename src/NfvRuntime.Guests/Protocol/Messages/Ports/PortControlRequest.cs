using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>
/// The guest works its port's control register, as a ptnet driver does. The only request from agent to host besides the hello.
/// </summary>
/// <param name="Port">The port's name.</param>
/// <param name="Operation">For example <c>create</c>, <c>delete</c>, <c>header-length</c>, <c>ring-reset</c>; the netmap room gives the
/// list.</param>
/// <param name="Value">What the operation takes, 0 if nothing.</param>
/// <param name="Ring">The ring it is about, tx rings first; null for the whole port.</param>
public sealed record PortControlRequest(string Port, string Operation, ulong Value = 0, uint? Ring = null) : RequestOf<PortControlResponse>
{
    internal const string TypeName = "port-control";

    /// <inheritdoc/>
    public override string Type => TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(4);
        writer.Field("port", Port);
        writer.Field("operation", Operation);
        writer.Field("value", Value);
        writer.Field("ring", (ulong?)Ring);
    }

    internal static PortControlRequest Read(FieldMap fields) =>
        new(fields.Name("port"), fields.Name("operation"), fields.UInt64("value"), fields.OptionalUInt32("ring"));
}
