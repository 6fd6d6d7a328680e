using System.Text;
using NfvRuntime.Chains.Checks;
using NfvRuntime.Chains.Documents;
using NfvRuntime.Chains.Plans;
using NfvRuntime.Chains.Yaml;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains;

/// <summary>
/// From a chain file to a plan: YAML to nodes, nodes to records, records through the checks, and what passes to the plan. A mistake in
/// the file never throws; all that can be found in one reading is reported at once.
/// </summary>
public static class ChainFile
{
    private const int MaximumBytes = 1 << 20;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Also what messages call it.</param>
    /// <param name="stages">Which kinds of stages there are.</param>
    /// <param name="ports">Which kinds of ports there are.</param>
    /// <param name="guests">Which kinds of guests there are; the product's if null.</param>
    public static ChainResult Load(string path, IStageKinds stages, IPortKinds ports, IGuestKinds? guests = null)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            if (stream.CanSeek && stream.Length > MaximumBytes) return Unreadable(path, "it is larger than a megabyte");
            using var reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
            return Parse(reader.ReadToEnd(), path, stages, ports, guests);
        }
        catch (DecoderFallbackException)
        {
            return Unreadable(path, "it is not UTF-8 text");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Unreadable(path, "it is not there");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Unreadable(path, e.Message.ReplaceLineEndings(" "));
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="file">What messages call it; relative file names in the chain refer to its folder.</param>
    /// <param name="stages">Which kinds of stages there are.</param>
    /// <param name="ports">Which kinds of ports there are.</param>
    /// <param name="guests">Which kinds of guests there are; the product's if null.</param>
    public static ChainResult Parse(string text, string file, IStageKinds stages, IPortKinds ports, IGuestKinds? guests = null)
    {
        var diagnostics = new DiagnosticBag();
        if (YamlDocument.Read(text, file, diagnostics) is not { } root) return new ChainResult(null, diagnostics.InFileOrder());
        var model = new ChainModel(new ChainDocumentReader(stages, ports, guests ?? GuestCatalogue.BuiltIn, diagnostics).Read(root));
        var options = ReadPortOptions(model);
        int before = diagnostics.Count;
        NameCheck.Run(model, diagnostics);
        HopCheck.Run(model, diagnostics);
        model.IsSound = model.Document is { KnowsAllHops: true, KnowsAllPaths: true } && diagnostics.Count == before;
        StartCheck.Run(model, diagnostics);
        BranchCheck.Run(model, diagnostics);
        OutputCheck.Run(model, diagnostics);
        BypassCheck.Run(model, diagnostics);
        SenderCheck.Run(model, diagnostics);
        CircleCheck.Run(model, diagnostics);
        LosslessRingCheck.Run(model, diagnostics);
        UsageCheck.Run(model, diagnostics);
        GuestCheck.Run(model, diagnostics);
        LinkCheck.Run(model, diagnostics);
        var passing = diagnostics.HasErrors ? null : OffloadCheck.Run(model, options, diagnostics);
        var plan = diagnostics.HasErrors || passing is null ? null : Planner.Plan(model, options, passing, file) with { Source = root };
        if (plan is not null) ReturnCheck.Run(model.Document, plan, diagnostics);
        return new ChainResult(diagnostics.HasErrors ? null : plan, diagnostics.InFileOrder());
    }

    /// <summary>Only now, because what a port's options mean depends on whether paths read or write it.</summary>
    private static Dictionary<string, object> ReadPortOptions(ChainModel model)
    {
        var options = new Dictionary<string, object>();
        foreach (var port in model.Document.Ports)
        {
            if (port is not { Open: { } open, Kind: { } kind }) continue;
            var use = model.UseOf(port);
            if (KindSettings.Read(() => kind.ReadOptions(open, use, port.Reader), port.Reader, $"kind '{kind.Scheme}'") is { } read)
            {
                options.Add(port.Name, read);
            }
        }

        return options;
    }

    private static ChainResult Unreadable(string path, string why)
    {
        var diagnostics = new DiagnosticBag();
        diagnostics.Error(new SourcePosition(path, 1, 1), ChainCodes.Unreadable, $"the file cannot be read: {why}");
        return new ChainResult(null, diagnostics.InFileOrder());
    }
}
