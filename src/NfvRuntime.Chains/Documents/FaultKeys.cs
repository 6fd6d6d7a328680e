using NfvRuntime.Sdk;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Documents;

/// <summary>What a file says about faults, of the whole chain (in <c>options</c>) or of one stage; null where it says nothing.</summary>
/// <param name="OnFault">The key <c>on-fault</c>.</param>
/// <param name="Restarts">The key <c>restarts</c>.</param>
/// <param name="Retry">The key <c>retry</c>.</param>
/// <param name="OnStartFault">The key <c>on-start-fault</c>.</param>
/// <param name="Position">Of the value of <c>on-fault</c>, or of the map.</param>
/// <param name="StartPosition">Of the value of <c>on-start-fault</c>, or of the map.</param>
internal sealed record FaultKeys(
    OnFault? OnFault,
    RestartLimit? Restarts,
    RetryBackoff? Retry,
    OnStartFault? OnStartFault,
    SourcePosition Position,
    SourcePosition StartPosition)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static readonly WordOrFormat<RestartLimit> RestartsFormat = new(
        "unlimited", RestartLimit.Unlimited, Format.Nested(ReadRestarts), "a map such as { max: 100, within: 10s }");

    private static readonly WordOrFormat<RetryBackoff> RetryFormat = new(
        "never", RetryBackoff.Never, Format.Nested(ReadRetry), "a map such as { first: 1s, max: 1m }");

    public static FaultKeys Read(SettingsReader reader) => new(
        reader.Has("on-fault") ? reader.Optional("on-fault", Format.Word<OnFault>(), default) : null,
        reader.Has("restarts") ? reader.Optional("restarts", RestartsFormat, default) : null,
        reader.Has("retry") ? reader.Optional("retry", RetryFormat, default) : null,
        reader.Has("on-start-fault") ? reader.Optional("on-start-fault", Format.Word<OnStartFault>(), default) : null,
        reader.Node("on-fault")?.Position ?? reader.Position,
        reader.Node("on-start-fault")?.Position ?? reader.Position);

    private static RestartLimit ReadRestarts(SettingsReader reader) => new(
        reader.Required("max", Format.Int(1, RestartLimit.MostFailures)),
        reader.Required("within", Format.Duration(Shortest, Hour)));

    private static RetryBackoff ReadRetry(SettingsReader reader)
    {
        var first = reader.Optional("first", Format.Duration(Shortest, Hour), RetryBackoff.Default.First);
        var max = reader.Optional("max", Format.Duration(Shortest, Day), first > RetryBackoff.Default.Max ? first : RetryBackoff.Default.Max);
        if (max < first) reader.Refuse("max", "'max' is the longest time between two tries: it must not be shorter than 'first'");
        return new RetryBackoff(first, max);
    }
}
