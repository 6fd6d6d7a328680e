namespace NfvRuntime.Chains;

/// <summary>What a kind read of a guest's own keys. Kinds with more keys derive from it; immutable.</summary>
/// <param name="Memory">Bytes that the guest may use, the regions that it maps included; null for no limit.</param>
/// <param name="Cpus">CPUs that the guest may use at a time.</param>
public record GuestSettings(long? Memory, int Cpus);
