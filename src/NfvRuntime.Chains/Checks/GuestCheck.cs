using NfvRuntime.Chains.Documents;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Checks;

/// <summary>Guests have names and trust groups of their own, and name stages and ports that are there, each once.</summary>
internal sealed class GuestCheck(ChainModel model, DiagnosticBag diagnostics)
{
    private readonly Dictionary<string, (GuestDeclaration Guest, SourcePosition At)> _taken = [];

    public static void Run(ChainModel model, DiagnosticBag diagnostics)
    {
        var check = new GuestCheck(model, diagnostics);
        foreach (var guest in model.Document.Guests) check.CheckGuest(guest);
    }

    private void CheckGuest(GuestDeclaration guest)
    {
        if (guest.Name == PlanGuest.HostName)
        {
            diagnostics.Error(guest.Key.Position, ChainCodes.NameTaken, "a guest cannot be called 'host': that is this process");
        }

        CheckTrust(guest);
        if (guest is { NamesStages: true, Run.Count: 0 })
        {
            diagnostics.Error(guest.Key.Position, ChainCodes.EmptyGuest, $"guest '{guest.Name}' runs no stage: name at least one in 'run', or leave the guest out");
        }

        foreach (var stage in guest.Run) CheckMember(guest, stage, "stage", model.Stage(stage.Text) is not null, model.Document.Stages.Select(s => s.Name));
        foreach (var port in guest.Ports) CheckMember(guest, port, "port", model.Port(port.Text) is not null, model.Document.Ports.Select(p => p.Name));
        bool isUsed = guest.Run.Any(stage => model.Through(stage.Text).Any() || model.Branches(stage.Text).Any());
        if (!model.IsSound || isUsed || guest.Run.Count == 0) return;
        diagnostics.Warning(guest.Key.Position, ChainCodes.UnusedGuest, $"no path leads through a stage of guest '{guest.Name}': it will not run");
    }

    private void CheckTrust(GuestDeclaration guest)
    {
        if (guest.Trust is not { } trust || !Name.Check(trust, "a trust group", diagnostics)) return;
        var owner = model.Document.Guests.FirstOrDefault(other => other != guest && other.Trust is null && other.Name == trust.Text);
        if (owner is null) return;
        diagnostics.Error(trust.Position, ChainCodes.TrustWidened,
            $"guest '{owner.Name}' has the trust group '{owner.Name}' to itself: where guest '{guest.Name}' is to share its memory, both say so ('trust: {owner.Name}')");
    }

    private void CheckMember(GuestDeclaration guest, ScalarNode member, string what, bool isThere, IEnumerable<string> known)
    {
        string name = member.Text;
        if (!isThere)
        {
            if (!model.Document.KnowsAllHops) return;
            string other = what == "stage" ? "port" : "stage", key = what == "stage" ? "ports" : "run";
            bool isOther = model.Stage(name) is not null || model.Port(name) is not null;
            string hint = isOther ? $"; it is a {other}, and belongs in '{key}'" : Nearest.Hint(name, [.. known.Distinct()], $"{what}s");
            diagnostics.Error(member.Position, ChainCodes.UnknownMember, $"guest '{guest.Name}': there is no {what} '{name}'{hint}");
        }
        else if (!_taken.TryAdd(name, (guest, member.Position)))
        {
            var (first, at) = _taken[name];
            string where = first == guest ? "twice" : $"too, after guest '{first.Name}' on line {at.Line}";
            diagnostics.Error(member.Position, ChainCodes.MemberTwice, $"guest '{guest.Name}' names {what} '{name}' {where}: it is in one place only");
        }
    }
}
