using NfvRuntime.Packets;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Stages;

/// <summary>The settings of <c>mirror</c>.</summary>
/// <param name="File">The capture to write, relative to the chain file; null for none.</param>
/// <param name="SnapLength">Bytes of each packet that are written, 1 to 262,144.</param>
public sealed record MirrorSettings(string? File, int SnapLength)
{
    /// <summary>Reads the settings of a stage in a chain file.</summary>
    /// <param name="reader">They, and where mistakes go.</param>
    public static MirrorSettings Read(SettingsReader reader)
    {
        string file = reader.Optional("file", Format.Text, "");
        int snapLength = reader.Optional("snaplen", Format.Int(1, CaptureReader.MaxPacketLength), CaptureReader.MaxPacketLength);
        if (file.Length == 0 && reader.Has("snaplen"))
        {
            reader.Refuse("snaplen", "'snaplen' is about the capture: name it with 'file'");
        }

        return new MirrorSettings(file.Length == 0 ? null : file, snapLength);
    }
}
