namespace NfvRuntime.Ports;

/// <summary>A port that stands for a capture file.</summary>
public interface ICapturePort
{
    /// <summary>The file, with its whole path.</summary>
    string Path { get; }
}
