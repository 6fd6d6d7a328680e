using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Documents;

/// <summary>Reads <c>options.kloops</c>: a mode, or a map.</summary>
internal static class KloopChoiceReader
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMicroseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DefaultPause = TimeSpan.FromMicroseconds(100);

    private enum Mode
    {
        Notify,

        Periodic,
    }

    private enum Per
    {
        Port,

        Ring,
    }

    public static KloopChoice Read(SettingsReader reader) =>
        reader.Node("kloops") is MapNode ? reader.Optional("kloops", Format.Nested(ReadMap), new KloopChoice())
        : new KloopChoice(reader.Optional("kloops", Format.Word<Mode>(), Mode.Notify) == Mode.Periodic ? DefaultPause : null);

    private static KloopChoice ReadMap(SettingsReader reader)
    {
        var mode = reader.Optional("mode", Format.Word<Mode>(), reader.Has("every") ? Mode.Periodic : Mode.Notify);
        var pause = reader.Optional("every", Format.Duration(ShortestPause, LongestPause), DefaultPause);
        if (mode == Mode.Notify && reader.Has("every"))
        {
            reader.Refuse("every", "'every' goes with 'mode: periodic': a kloop that is woken by kicks does not pause");
        }

        return new KloopChoice(mode == Mode.Periodic ? pause : null, reader.Optional("per", Format.Word<Per>(), Per.Port) == Per.Ring);
    }
}
