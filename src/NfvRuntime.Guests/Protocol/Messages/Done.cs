using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>The answer that says no more than that it was done.</summary>
/// <param name="Of">The type of what was asked.</param>
public sealed record Done(string Of) : Response
{
    /// <inheritdoc/>
    public override string Type => Of;

    internal override void Write(ref MessagePackWriter writer) => writer.WriteMapHeader(0);

    /// <summary>The reader for one type of request.</summary>
    internal static Func<FieldMap, Response> Reader(string of) => _ => new Done(of);
}
