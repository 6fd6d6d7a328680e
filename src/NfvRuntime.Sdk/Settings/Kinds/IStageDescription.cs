namespace NfvRuntime.Sdk.Settings;

/// <summary>What a chain file's check needs to know of a kind of stage. Implementations are immutable.</summary>
public interface IStageDescription
{
    /// <summary>The kind's name as written in a chain file.</summary>
    string Name { get; }

    /// <summary>Named inputs; the unnamed default input is always there and not listed.</summary>
    IReadOnlyList<string> InputGates { get; }

    /// <summary>Named outputs; the unnamed default output is always there and not listed.</summary>
    IReadOnlyList<string> OutputGates { get; }

    /// <summary>
    /// Whether an output may lead nowhere; what goes there is then dropped under the gate's own reason. Null asks for the default output.
    /// </summary>
    bool IsUnconnectedAllowed(string? gate);

    /// <summary>
    /// Reads the kind's own settings into an immutable object that the stage is made from. Mistakes go to the reader; the caller finishes
    /// the reader.
    /// </summary>
    object ReadSettings(SettingsReader reader);
}
