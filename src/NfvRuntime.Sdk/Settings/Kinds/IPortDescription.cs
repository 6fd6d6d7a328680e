namespace NfvRuntime.Sdk.Settings;

/// <summary>What a chain file's check needs to know of a kind of port. Implementations are immutable.</summary>
public interface IPortDescription
{
    /// <summary>What stands before the colon of a port's name: <c>pcap</c>, <c>gen</c>, <c>netmap</c>, <c>vale</c>.</summary>
    string Scheme { get; }

    /// <summary>
    /// Judges a port's name and reads its options. The reader's map holds the port's other keys; <paramref name="use"/> says what the
    /// chain's paths do with the port. Mistakes go to the reader's diagnostics; the caller finishes the reader.
    /// </summary>
    /// <param name="open">The whole name as written, with its position.</param>
    /// <param name="use">Whether paths read it, write it or both.</param>
    /// <param name="reader">The other keys of the port.</param>
    /// <returns>An immutable object that the port is opened with.</returns>
    object ReadOptions(ScalarNode open, PortUse use, SettingsReader reader);

    /// <summary>
    /// For one end of a lossless link whose other end is a port as well (a netmap pipe): which end it is and which is the other. Null for
    /// everything else, and for names that <see cref="ReadOptions"/> refuses.
    /// </summary>
    PortLink? FindLink(string open) => null;

    /// <summary>Whether packets may be sent to the port that are still to be cut, or whose checksum is unfinished.</summary>
    /// <param name="options">What <see cref="ReadOptions"/> returned.</param>
    bool TakesOffloads(object options) => false;

    /// <summary>What is to become of such packets that come in; null where none come.</summary>
    /// <param name="options">What <see cref="ReadOptions"/> returned.</param>
    OffloadChoice? OffloadsOf(object options) => null;

    /// <summary>Whether the port stands for nothing outside, so that a guest it is handed over to opens it itself.</summary>
    /// <param name="options">What <see cref="ReadOptions"/> returned.</param>
    bool OpensInGuest(object options) => false;

    /// <summary>Whether packets can come from such a port.</summary>
    bool CanRead { get; }

    /// <summary>Whether packets can be sent to such a port.</summary>
    bool CanWrite { get; }
}
