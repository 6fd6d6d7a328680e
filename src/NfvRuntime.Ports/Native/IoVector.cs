namespace NfvRuntime.Ports.Native;

/// <summary>One piece of a scattered message: <c>struct iovec</c>.</summary>
internal unsafe struct IoVector(byte* data, nuint length)
{
    public byte* Data = data;
    public nuint Length = length;
}
