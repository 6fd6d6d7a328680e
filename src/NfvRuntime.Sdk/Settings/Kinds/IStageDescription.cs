namespace NfvRuntime.Sdk.Settings;

/// <summary>What a chain file's check needs to know of a kind of stage. Implementations are immutable.</summary>
public interface IStageDescription
{
    /// <summary>The kind's name as written in a chain file.</summary>
    string Name { get; }

    /// <summary>Names of the inputs; the default input, where there is one, is the empty name.</summary>
    IReadOnlyList<string> InputGates { get; }

    /// <summary>Names of the outputs; the default output, where there is one, is the empty name.</summary>
    IReadOnlyList<string> OutputGates { get; }

    /// <summary>Whether an output may lead nowhere; what goes there is then dropped under the gate's own reason.</summary>
    /// <param name="gate">One of <see cref="OutputGates"/>.</param>
    bool IsUnconnectedAllowed(string gate);

    /// <summary>Outputs that may lead nowhere in general, but not with these settings.</summary>
    /// <param name="settings">What <see cref="ReadSettings"/> returned without a mistake.</param>
    IEnumerable<string> RequiredOutputs(object settings) => [];

    /// <summary>What becomes of packets while such a stage is out of service, where the chain file does not say.</summary>
    OnFault DefaultOnFault => OnFault.Drop;

    /// <summary>Whether it keeps packets out, so that a chain should not let them bypass it without knowing.</summary>
    bool IsSecurity => false;

    /// <summary>The output by which packets leave that bypass a stage which is out of service; null if none can be told.</summary>
    /// <param name="input">One of <see cref="InputGates"/>.</param>
    string? BypassOf(string input) => input.Length == 0 && OutputGates.Contains("") ? "" : null;

    /// <summary>
    /// Whether such stages do right by packets of up to 64 KB in many entries that are still to be cut, and by checksums that are unfinished.
    /// </summary>
    bool HandlesOffloads => false;

    /// <summary>
    /// Reads the kind's own settings into an immutable object that the stage is made from. Mistakes go to the reader; the caller finishes
    /// the reader.
    /// </summary>
    object ReadSettings(SettingsReader reader);
}
