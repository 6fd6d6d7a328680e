using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>The answer to a request that was not carried out.</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>, or a code of a later version.</param>
/// <param name="Message">For people.</param>
/// <param name="Field">The field at fault, if it is one.</param>
public sealed record ErrorResponse(string Code, string Message, string? Field = null) : MessageBody
{
    internal const string TypeName = "error";

    /// <summary>What belongs to it, line by line, for example the errors of a document with line and column.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <inheritdoc/>
    public override string Type => TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(4);
        writer.Field("code", Code);
        writer.Field("message", Message);
        writer.Field("field", Field);
        writer.Field("details", Details);
    }

    internal static ErrorResponse Read(FieldMap fields) =>
        new(fields.Name("code"), fields.Text("message"), fields.OptionalText("field")) { Details = fields.Texts("details") };
}
