namespace NfvRuntime.Packets;

/// <summary>
/// Walks the options of an IPv4 or a TCP header, which share one format: kind 0 ends the list, kind 1 is padding (skipped here),
/// any other kind is followed by its length. Call <see cref="MoveNext"/> until it gives false, then look at <see cref="Error"/>.
/// </summary>
public ref struct OptionReader
{
    private Span<byte> _rest;

    /// <summary>Reads from the bytes between the fixed header and the payload.</summary>
    public OptionReader(Span<byte> options) => _rest = options;

    /// <summary>Kind of the current option.</summary>
    public byte Kind { get; private set; }

    /// <summary>The current option's data, without kind and length.</summary>
    public Span<byte> Data { get; private set; }

    /// <summary><see cref="PacketError.OptionLength"/> when the walk ended at an impossible length.</summary>
    public PacketError Error { get; private set; }

    /// <summary>Goes to the next option; false at the end of the list or at an error.</summary>
    public bool MoveNext()
    {
        while (_rest.Length > 0 && _rest[0] == 1)
        {
            _rest = _rest[1..];
        }

        if (_rest.Length == 0 || _rest[0] == 0)
        {
            _rest = default;
            return false;
        }

        if (_rest.Length < 2 || _rest[1] < 2 || _rest[1] > _rest.Length)
        {
            Error = PacketError.OptionLength;
            _rest = default;
            return false;
        }

        Kind = _rest[0];
        Data = _rest[2.._rest[1]];
        _rest = _rest[_rest[1]..];
        return true;
    }
}
