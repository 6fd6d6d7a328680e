namespace NfvRuntime.Guests.Machines;

/// <summary>A virtual machine, or what it is made of, cannot be had; the message says why and what to do.</summary>
public sealed class MachineException : IOException
{
    /// <summary>Says what went wrong.</summary>
    public MachineException(string message)
        : base(message)
    {
    }

    /// <summary>Says what went wrong, and what it was caused by.</summary>
    public MachineException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
