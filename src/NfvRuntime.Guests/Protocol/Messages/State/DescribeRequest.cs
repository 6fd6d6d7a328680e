using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>Asks what the agent has and does: the first question after every hello.</summary>
public sealed record DescribeRequest : RequestOf<ActualState>
{
    internal const string TypeName = "describe";

    /// <inheritdoc/>
    public override string Type => TypeName;

    internal override void Write(ref MessagePackWriter writer) => writer.WriteMapHeader(0);

    internal static DescribeRequest Read(FieldMap fields) => new();
}
