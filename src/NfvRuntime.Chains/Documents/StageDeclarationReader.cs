using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Documents;

/// <summary>Reads an entry of <c>stages</c>.</summary>
internal sealed class StageDeclarationReader(IStageKinds kinds, DiagnosticBag diagnostics)
{
    public StageDeclaration Read(MapEntry entry)
    {
        string subject = $"stage '{entry.Key.Text}'";
        if (entry.Value is not MapNode map)
        {
            new ReadContext(diagnostics, subject).Fail(entry.Value, DiagnosticCodes.WrongNode, "a map with the key 'kind'");
            return new StageDeclaration(entry.Key, null, null, null);
        }

        var reader = new SettingsReader(map, diagnostics, subject);
        string name = reader.Required("kind", Format.Text);
        var faults = FaultKeys.Read(reader);
        if (name.Length == 0) return new StageDeclaration(entry.Key, null, null, null);
        if (kinds.TryGet(name, out var kind))
        {
            string[] required = [];
            var settings = KindSettings.Read(ReadSettings, reader, $"kind '{name}'");
            return new StageDeclaration(entry.Key, kind, settings, faults) { RequiredOutputs = required };

            object ReadSettings()
            {
                object read = kind.ReadSettings(reader);
                required = [.. kind.RequiredOutputs(read)];
                return read;
            }
        }

        diagnostics.Error(map.Find("kind")!.Value.Position, ChainCodes.UnknownStageKind,
            $"unknown kind of stage '{name}'{Nearest.Hint(name, [.. kinds.Names], "kinds")}");
        return new StageDeclaration(entry.Key, null, null, null);
    }
}
