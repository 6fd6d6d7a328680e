using NfvRuntime.Sdk;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Documents;

/// <summary>Reads an entry of <c>stages</c>.</summary>
/// <param name="kinds">The kinds there are.</param>
/// <param name="extensions">How the loading of extensions went.</param>
/// <param name="chain">What the chain says of stages that do not say otherwise.</param>
/// <param name="diagnostics">Where mistakes go.</param>
internal sealed class StageDeclarationReader(IStageKinds kinds, ExtensionFaults extensions, ChainOptions chain, DiagnosticBag diagnostics)
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

        if (extensions.Any && (faults.OnStartFault ?? chain.OnStartFault) != OnStartFault.Refuse)
        {
            return new StageDeclaration(entry.Key, null, null, faults) { MissingKind = name };
        }

        string hint = extensions.Any
            ? ", perhaps of the extension that cannot be used; 'on-start-fault: drop' or 'bypass' starts a chain without such a stage"
            : Nearest.Hint(name, [.. kinds.Names], "kinds");
        diagnostics.Error(map.Find("kind")!.Value.Position, ChainCodes.UnknownStageKind, $"unknown kind of stage '{name}'{hint}");
        return new StageDeclaration(entry.Key, null, null, null);
    }
}
