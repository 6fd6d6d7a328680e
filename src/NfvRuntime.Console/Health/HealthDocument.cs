using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NfvRuntime.WebConsole;

/// <summary>What <c>/healthz</c> answers: <c>{"status":"green","chain":"edge","reasons":[]}</c>.</summary>
internal static class HealthDocument
{
    public const string ContentType = "application/json; charset=utf-8";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(ChainHealth health, IBufferWriter<byte> target)
    {
        using var json = new Utf8JsonWriter(target, Options);
        json.WriteStartObject();
        json.WriteString("status", health.IsGreen ? "green" : "red");
        json.WriteString("chain", health.Chain);
        json.WriteStartArray("reasons");
        foreach (string reason in health.Reasons)
        {
            json.WriteStringValue(reason);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
