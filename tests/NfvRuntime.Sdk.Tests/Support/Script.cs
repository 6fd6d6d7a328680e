namespace NfvRuntime.Sdk.Tests.Support;

/// <summary>What a scripted stage does; the parts that are not given do nothing.</summary>
internal sealed record Script(Action<StageContext, Burst> OnBurst)
{
    public Action<StageContext>? OnStart { get; init; }

    public Action<StageContext, object>? OnControl { get; init; }
}
