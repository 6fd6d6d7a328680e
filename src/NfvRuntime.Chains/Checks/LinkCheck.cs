using NfvRuntime.Chains.Documents;
using NfvRuntime.Chains.Links;
using NfvRuntime.Chains.Paths;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Checks;

/// <summary>An entry of <c>links</c> must be about a hop that leads from one place to another, and choose what can join the two.</summary>
internal static class LinkCheck
{
    public static void Run(ChainModel model, DiagnosticBag diagnostics)
    {
        var seen = new Dictionary<(string, string?, string, string?), LinkDeclaration>();
        foreach (var link in model.Document.Links)
        {
            if (!seen.TryAdd((link.From.Name, link.From.Output?.Name, link.To.Name, link.To.Input?.Name), link))
            {
                diagnostics.Error(link.Key.Position, ChainCodes.NoSuchLink, $"link '{link.Key.Text}' is there already, written differently");
            }

            if (FindFault(model, link) is { } fault)
            {
                diagnostics.Error(link.Key.Position, ChainCodes.NoSuchLink, $"link '{link.Key.Text}': {fault}");
            }
            else
            {
                CheckKind(new LinkEnds(model.GuestOf(link.From.Name), model.GuestOf(link.To.Name)), link, diagnostics);
            }
        }
    }

    /// <summary>Why an entry is about no link; null if it is about one, or if that cannot be known.</summary>
    private static string? FindFault(ChainModel model, LinkDeclaration link)
    {
        if (!model.IsSound) return null;
        string[] known = [.. model.Document.Ports.Select(p => p.Name), .. model.Document.Stages.Select(s => s.Name)];
        foreach (var hop in (Hop[])[link.From, link.To])
        {
            if (!known.Contains(hop.Name)) return $"there is no port or stage '{hop.Name}'{Nearest.Hint(hop.Name, known, "known names")}";
        }

        if (!model.Document.Paths.Any(path => HasHop(model, path, link))) return "no path has this hop";
        var guest = model.GuestOf(link.From.Name);
        if (guest != model.GuestOf(link.To.Name)) return null;
        return $"there is none, since '{link.From.Name}' and '{link.To.Name}' are both in {(guest is null ? "this process" : $"guest '{guest.Name}'")}";
    }

    private static bool HasHop(ChainModel model, PathDeclaration path, LinkDeclaration link)
    {
        for (int i = 1; i < path.Hops.Count; i++)
        {
            Hop from = path.Hops[i - 1], to = path.Hops[i];
            IEnumerable<string> names = i == path.Hops.Count - 1 ? model.EndsOf(path) : [to.Name];
            if (names.Any(name => link.IsAbout(from.Name, from.OutputGate, name, to.InputGate))) return true;
        }

        return false;
    }

    private static void CheckKind(LinkEnds ends, LinkDeclaration link, DiagnosticBag diagnostics)
    {
        if (ends.IsOnePlace) return;
        var choice = link.Choice;
        bool wouldShare = choice.Kind is LinkKind.Pipe or LinkKind.Kloop && ends is { AreGuests: true, AreOneGroup: false };
        if (choice.Kind == LinkKind.Pipe && !ends.AreGuests)
        {
            diagnostics.Error(choice.Position, ChainCodes.WrongLinkKind,
                $"link '{link.Key.Text}': a back-to-back pipe joins two guests; between the host and a guest write kloop, a pipe that the host serves, or vale");
        }
        else if (wouldShare && !choice.SharesAcrossTrust)
        {
            string kind = choice.Kind == LinkKind.Pipe ? "pipe" : "kloop";
            diagnostics.Error(choice.Position, ChainCodes.TrustWidened,
                $"link '{link.Key.Text}': a pipe is memory that both ends can write, and guests '{ends.From!.Name}' (trust {ends.From.Group}) and "
                + $"'{ends.To!.Name}' (trust {ends.To.Group}) do not trust each other: write vale, or {{ kind: {kind}, share: across-trust }} if that is meant");
        }
        else if (choice.SharesAcrossTrust && !wouldShare)
        {
            string why = ends.AreOneGroup ? "both ends are of one trust group" : "only pipes between two guests are shared; this link is none";
            diagnostics.Error(choice.Position, ChainCodes.WrongLinkKind, $"link '{link.Key.Text}': 'share: across-trust' has no meaning here: {why}");
        }
    }
}
