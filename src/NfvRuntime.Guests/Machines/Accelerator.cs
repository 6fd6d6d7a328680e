namespace NfvRuntime.Guests.Machines;

/// <summary>What executes a virtual machine's instructions.</summary>
public enum Accelerator
{
    /// <summary>QEMU's translator: runs everywhere, at a fraction of the speed.</summary>
    Tcg,

    /// <summary>The processor itself, by the kernel's KVM.</summary>
    Kvm,
}
