using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Documents;

/// <summary>Reads the root map of a chain file.</summary>
internal sealed class ChainDocumentReader(IStageKinds stageKinds, IPortKinds portKinds, IGuestKinds guestKinds, DiagnosticBag diagnostics)
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
        var guests = Section.Read(reader, "guests", "guest", required: false);
        var (links, defaultLink) = LinksReader.Read(reader);
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
            [.. (guests ?? []).Select(new GuestDeclarationReader(guestKinds, diagnostics).Read)],
            links,
            defaultLink,
            KnowsAllHops: ports is not null && stages is not null,
            KnowsAllPaths: paths is not null && !readPaths.Contains(null));
    }
}
