namespace NfvRuntime.Guests.Machines.Qmp;

/// <summary>QEMU refused a command.</summary>
/// <param name="kind">QEMU's class of the error.</param>
/// <param name="message">What it says.</param>
public sealed class QmpException(string kind, string message) : IOException(message)
{
    /// <summary>QEMU's class of the error, such as <c>CommandNotFound</c>.</summary>
    public string Kind => kind;
}
