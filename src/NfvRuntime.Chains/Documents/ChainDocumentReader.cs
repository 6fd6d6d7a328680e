using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Documents;

/// <summary>Reads the root map of a chain file.</summary>
internal sealed class ChainDocumentReader(IStageKinds stageKinds, IPortKinds portKinds, DiagnosticBag diagnostics)
{
    public ChainDocument Read(MapNode root)
    {
        var reader = new SettingsReader(root, diagnostics, "the chain file");
        string name = reader.Required("chain", Format.Text);
        if (name.Length > 0 && root.Find("chain")?.Value is ScalarNode text) Name.Check(text, "a chain", diagnostics);
        var options = reader.Optional("options", Format.Nested(ChainOptionsReader.Read), new ChainOptions());
        var ports = Section.Read(reader, "ports", "port", required: true);
        var stages = Section.Read(reader, "stages", "stage", required: false);
        var paths = Section.Read(reader, "paths", "path", required: true);
        RefuseGuests(reader, root);
        var kinds = new StageLibrary(stageKinds);
        var faults = new ExtensionFaults();
        ExtensionsReader.Read(reader, kinds, faults.Found);
        reader.Finish();

        var portReader = new PortDeclarationReader(portKinds, diagnostics);
        var stageReader = new StageDeclarationReader(kinds, faults, options, diagnostics);
        var readPaths = paths?.Select(entry => PathDeclarationReader.Read(entry, diagnostics)).ToArray() ?? [];
        StageDeclaration[] readStages = [.. (stages ?? []).Select(stageReader.Read)];
        faults.Report(options, readStages, diagnostics);
        return new ChainDocument(
            name,
            options,
            [.. (ports ?? []).Select(portReader.Read)],
            [.. readStages.Select(stage => faults.StandIn(stage, readPaths.OfType<PathDeclaration>()))],
            [.. readPaths.OfType<PathDeclaration>()],
            KnowsAllHops: ports is not null && stages is not null,
            KnowsAllPaths: paths is not null && !readPaths.Contains(null));
    }

    private void RefuseGuests(SettingsReader reader, MapNode root)
    {
        if (!reader.Has("guests")) return;
        diagnostics.Error(root.Find("guests")!.Key.Position, ChainCodes.NotAvailable,
            "'guests' is not available in this version: leave it out, and all stages run in this process");
    }
}
