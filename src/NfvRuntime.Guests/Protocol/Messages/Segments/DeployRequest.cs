using System.Buffers;
using System.Security.Cryptography;
using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>Builds a segment. Ports that it names must be attached. The same segment with the same digest again changes nothing.</summary>
/// <param name="Segment">The segment's name.</param>
/// <param name="Document">The part of the chain that runs here, as a chain document.</param>
public sealed record DeployRequest(string Segment, string Document) : RequestOf<DeployResponse>
{
    internal const string TypeName = "deploy";

    /// <summary>How it is run, by name (for example waiting policy, CPUs); the agent refuses names that it does not know.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>Values that the document refers to, by name.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <inheritdoc/>
    public override string Type => TypeName;

    /// <summary>SHA-256 of these fields as they are sent, in lower-case hexadecimal: equal for what is to run in the same way.</summary>
    public string Digest()
    {
        var fields = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(fields);
        Write(ref writer);
        writer.Flush();
        return Convert.ToHexStringLower(SHA256.HashData(fields.WrittenSpan));
    }

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(4);
        writer.Field("segment", Segment);
        writer.Field("document", Document);
        writer.Field("options", Options);
        writer.Field("parameters", Parameters);
    }

    internal static DeployRequest Read(FieldMap fields) => new(fields.Name("segment"), fields.Text("document"))
    {
        Options = fields.TextsByName("options"),
        Parameters = fields.TextsByName("parameters"),
    };
}
