namespace NfvRuntime.Host;

/// <summary>A ring held something impossible. It has been reset and starts a new ring generation; other rings go on.</summary>
public sealed class RingFaultException : Exception
{
    /// <summary>States the fault.</summary>
    /// <param name="port">The port's name.</param>
    /// <param name="isTx">Direction of the ring.</param>
    /// <param name="ring">Number of the ring within its port and direction.</param>
    /// <param name="what">What was impossible, with the values.</param>
    /// <param name="slotsLost">Slots with packets that the reset took out of the ring.</param>
    public RingFaultException(string port, bool isTx, int ring, string what, uint slotsLost)
        : base($"{port}: {(isTx ? "tx" : "rx")} ring {ring}: {what}; the ring was reset, {slotsLost} slots were lost")
    {
        Port = port;
        IsTx = isTx;
        Ring = ring;
        What = what;
        SlotsLost = slotsLost;
    }

    /// <summary>The port's name.</summary>
    public string Port { get; }

    /// <summary>Direction of the ring.</summary>
    public bool IsTx { get; }

    /// <summary>Number of the ring within its port and direction.</summary>
    public int Ring { get; }

    /// <summary>What was impossible, with the values.</summary>
    public string What { get; }

    /// <summary>Whether it was not found here: the other side or the host had the ring reset, for a fault of its own or after a death.</summary>
    public bool IsTold { get; init; }

    /// <summary>Slots with packets that the reset took out of the ring.</summary>
    public uint SlotsLost { get; }
}
