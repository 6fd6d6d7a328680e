using NfvRuntime.Chains.Documents;

namespace NfvRuntime.Chains.Links;

/// <summary>The places that a link joins, and what follows from them.</summary>
/// <param name="From">Null for the host.</param>
/// <param name="To">Null for the host.</param>
internal readonly record struct LinkEnds(GuestDeclaration? From, GuestDeclaration? To)
{
    public bool IsOnePlace => From == To;

    public bool AreGuests => From is not null && To is not null;

    public bool AreOneGroup => GroupOf(From) == GroupOf(To);

    /// <summary>What joins them where nobody says otherwise.</summary>
    public LinkKind Standard => !AreGuests ? LinkKind.Kloop : AreOneGroup ? LinkKind.Pipe : LinkKind.Vale;

    public static string GroupOf(GuestDeclaration? guest) => guest?.Group ?? PlanGuest.HostName;

    /// <summary>Whether a choice for all links holds for this one: no link becomes shared across trust groups by it.</summary>
    public bool Takes(LinkKind kind) => kind switch
    {
        LinkKind.Pipe => AreGuests && AreOneGroup,
        LinkKind.Kloop => !AreGuests || AreOneGroup,
        _ => true,
    };
}
