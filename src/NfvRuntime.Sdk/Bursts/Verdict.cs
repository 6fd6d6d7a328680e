namespace NfvRuntime.Sdk;

/// <summary>
/// What a stage decides for one packet: an output gate, a drop under a registered reason, or that it keeps or consumes the packet.
/// Verdicts are handed out by the <see cref="StageContext"/>, so that a stage cannot name a gate or reason that it has not declared.
/// </summary>
public readonly record struct Verdict
{
    /// <summary>Most output gates a stage can have.</summary>
    public const int MaxGates = 64;

    /// <summary>Most drop reasons a stage can use, the common ones included.</summary>
    public const int MaxDropReasons = 128;

    internal const byte FirstDrop = MaxGates;
    internal const byte ConsumedCode = 254;
    internal const byte HeldCode = 255;

    internal Verdict(byte code) => Code = code;

    /// <summary>The stage's default output gate.</summary>
    public static Verdict Default => new(0);

    /// <summary>The packet ends here because the stage has done its work with it, as a sink does.</summary>
    public static Verdict Consume => new(ConsumedCode);

    internal static Verdict Held => new(HeldCode);

    internal byte Code { get; }

    internal static Verdict OfGate(int gate) => new((byte)gate);

    internal static Verdict OfDrop(int reason) => new((byte)(FirstDrop + reason));
}
