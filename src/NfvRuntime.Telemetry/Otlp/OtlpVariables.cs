using System.Collections;

namespace NfvRuntime.Telemetry;

/// <summary>The standard variables by which OpenTelemetry is switched on and off; the OpenTelemetry SDK reads the others itself.</summary>
public static class OtlpVariables
{
    private static readonly string[] Endpoints = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"];

    /// <summary>
    /// Whether figures are to be pushed: an endpoint is named, and neither OTEL_SDK_DISABLED nor OTEL_METRICS_EXPORTER=none forbids it.
    /// </summary>
    /// <param name="environment">Variables by name, as <see cref="Environment.GetEnvironmentVariables()"/> returns them.</param>
    /// <exception cref="ArgumentException">An endpoint is no address; the message names the variable.</exception>
    public static bool AskForPush(IDictionary environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        if (Is(environment, "OTEL_SDK_DISABLED", "true") || Is(environment, "OTEL_METRICS_EXPORTER", "none"))
        {
            return false;
        }

        string[] named = [.. Endpoints.Where(name => !string.IsNullOrWhiteSpace(environment[name] as string))];
        foreach (string name in named)
        {
            if (!Uri.TryCreate(environment[name] as string, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https"))
            {
                throw new ArgumentException($"{name}={environment[name]}: an endpoint is an address such as http://127.0.0.1:4318");
            }
        }

        return named.Length > 0;
    }

    private static bool Is(IDictionary environment, string name, string value) =>
        string.Equals((environment[name] as string)?.Trim(), value, StringComparison.OrdinalIgnoreCase);
}
