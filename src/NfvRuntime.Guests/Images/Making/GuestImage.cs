namespace NfvRuntime.Guests.Images;

/// <summary>What a guest is booted from.</summary>
/// <param name="Kernel">Path of the kernel.</param>
/// <param name="Initramfs">Path of its first and only file system.</param>
/// <param name="Digest">What both were made of: equal for equal inputs.</param>
/// <param name="IsNew">Whether it was made now, and not found.</param>
public sealed record GuestImage(string Kernel, string Initramfs, string Digest, bool IsNew);
