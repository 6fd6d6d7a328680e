using NfvRuntime.Sdk;
using NfvRuntime.Sdk.Settings;
using NfvRuntime.Sdk.TestKit;

namespace NfvRuntime.Stages.Tests.Support;

/// <summary>What a check of a chain file would say about a stage's settings.</summary>
internal static class Check
{
    public static string[] Mistakes(StageKind kind, string settings)
    {
        var mistakes = new DiagnosticBag();
        SettingsText.Read(settings, kind, mistakes);
        return [.. mistakes.InFileOrder().Select(mistake => mistake.ToString())];
    }

    public static T Read<T>(StageKind kind, string settings)
    {
        var mistakes = new DiagnosticBag();
        object read = SettingsText.Read(settings, kind, mistakes);
        Assert.Equal([], mistakes.InFileOrder());
        return (T)read;
    }
}
