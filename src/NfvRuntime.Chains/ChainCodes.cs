namespace NfvRuntime.Chains;

/// <summary>
/// Codes of everything that can be wrong in a chain file, beyond the settings themselves (NFV01xx,
/// <see cref="Sdk.Settings.DiagnosticCodes"/>): NFV00xx the file, NFV02xx ports and stages, NFV03xx paths,
/// NFV04xx guests and links. Codes are never reused.
/// </summary>
public static class ChainCodes
{
    /// <summary>The file cannot be read.</summary>
    public const string Unreadable = "NFV0001";

    /// <summary>The text is not YAML.</summary>
    public const string NotYaml = "NFV0002";

    /// <summary>A key stands twice in one map.</summary>
    public const string DuplicateKey = "NFV0003";

    /// <summary>A feature of YAML that chain files do without.</summary>
    public const string UnsupportedYaml = "NFV0004";

    /// <summary>More than one document in the file.</summary>
    public const string SeveralDocuments = "NFV0005";

    /// <summary>Nothing in the file.</summary>
    public const string EmptyFile = "NFV0006";

    /// <summary>A name that is none.</summary>
    public const string BadName = "NFV0201";

    /// <summary>A name that means something else already.</summary>
    public const string NameTaken = "NFV0202";

    /// <summary>Part of the language, but not of this version.</summary>
    public const string NotAvailable = "NFV0203";

    /// <summary>No such kind of stage.</summary>
    public const string UnknownStageKind = "NFV0204";

    /// <summary>No kind of port opens such a name.</summary>
    public const string UnknownPortKind = "NFV0205";

    /// <summary>A port that no path mentions.</summary>
    public const string UnusedPort = "NFV0206";

    /// <summary>A stage that no path mentions.</summary>
    public const string UnusedStage = "NFV0207";

    /// <summary>A kind of stage or port failed while it read its settings.</summary>
    public const string SettingsFailed = "NFV0208";

    /// <summary>Too few or too many ports, stages or paths.</summary>
    public const string SectionSize = "NFV0209";

    /// <summary>A stage that packets are to bypass, and no output by which they could.</summary>
    public const string NoBypass = "NFV0210";

    /// <summary>A stage that keeps packets out and is bypassed while it is out of service.</summary>
    public const string OpenBypass = "NFV0211";

    /// <summary>An extension is not there, is no assembly, or lacks what it needs.</summary>
    public const string ExtensionUnreadable = "NFV0220";

    /// <summary>An extension was built for another .NET or another version of the Sdk.</summary>
    public const string ExtensionMismatch = "NFV0221";

    /// <summary>An extension without a kind of stage.</summary>
    public const string NoKinds = "NFV0222";

    /// <summary>A kind of an extension cannot be made: its code throws, or declares what cannot be.</summary>
    public const string KindFailed = "NFV0223";

    /// <summary>Two kinds of stages with one name.</summary>
    public const string KindNameTaken = "NFV0224";

    /// <summary>The text of a path cannot be read.</summary>
    public const string PathSyntax = "NFV0301";

    /// <summary>A path mentions a port or stage that is not there.</summary>
    public const string UnknownHop = "NFV0302";

    /// <summary>A path ends where none can.</summary>
    public const string WrongEnd = "NFV0303";

    /// <summary>A port, or drop, where a stage is expected.</summary>
    public const string WrongMiddle = "NFV0304";

    /// <summary>A gate where none can be.</summary>
    public const string MisplacedGate = "NFV0305";

    /// <summary>A stage has no such gate.</summary>
    public const string UnknownGate = "NFV0306";

    /// <summary>A path leads to the same stage twice.</summary>
    public const string StageTwice = "NFV0307";

    /// <summary>Two paths begin at one port.</summary>
    public const string PortReadTwice = "NFV0308";

    /// <summary>A port from which no packet can come.</summary>
    public const string PortNotReadable = "NFV0309";

    /// <summary>A port to which no packet can be sent.</summary>
    public const string PortNotWritable = "NFV0310";

    /// <summary>Two branches begin at one output.</summary>
    public const string BranchTwice = "NFV0311";

    /// <summary>A branch that no packet can take.</summary>
    public const string DeadBranch = "NFV0312";

    /// <summary>Branches along which packets could circle.</summary>
    public const string Circle = "NFV0313";

    /// <summary>Links that wait for each other in a ring.</summary>
    public const string LosslessRing = "NFV0314";

    /// <summary>An output that must lead somewhere and does not.</summary>
    public const string LooseOutput = "NFV0315";

    /// <summary>A branch to the sender that could be any of several ports.</summary>
    public const string SeveralSenders = "NFV0316";

    /// <summary>Large packets and unfinished checksums that come in at a port are finished in software, because of what stands behind it.</summary>
    public const string OffloadsFinished = "NFV0317";

    /// <summary>Large packets are to be passed on as they are, but something behind the port does not take them.</summary>
    public const string OffloadsRefused = "NFV0318";

    /// <summary>A branch is to be for packets that cannot take it.</summary>
    public const string WrongTaker = "NFV0319";

    /// <summary>No such kind of guest.</summary>
    public const string UnknownGuestKind = "NFV0401";

    /// <summary>A guest names a stage or port that is not there.</summary>
    public const string UnknownMember = "NFV0402";

    /// <summary>A stage or port that two guests name, or one guest twice.</summary>
    public const string MemberTwice = "NFV0403";

    /// <summary>A guest that runs no stage.</summary>
    public const string EmptyGuest = "NFV0404";

    /// <summary>Memory that two trust groups would share although nobody said so.</summary>
    public const string TrustWidened = "NFV0405";

    /// <summary>An entry of <c>links</c> that is about no link.</summary>
    public const string NoSuchLink = "NFV0406";

    /// <summary>A kind of link that cannot join what it is to join.</summary>
    public const string WrongLinkKind = "NFV0407";

    /// <summary>A guest none of whose stages any path mentions.</summary>
    public const string UnusedGuest = "NFV0408";
}
